// Package archive unpacks zip files. [Job] decompresses in the sandbox and sends
// the members as a stream; [Receive] writes them, under names of its own, into a
// directory of the caller.
//
// It refuses to write outside that directory whatever a member calls itself, and
// to unpack more members or bytes than [Limits] allow: the declared sizes and
// the bytes that really come are both held against them. A member that cannot be
// had is listed with its fault, the others come all the same. Names without the
// UTF-8 mark are read as code page 866, as Russian archivers write them.
//
// Units: bytes. Errors are about the archive as a whole. Nothing is kept between
// calls; safe for concurrent use. Source: APPNOTE.TXT 6.3.10.
package archive
