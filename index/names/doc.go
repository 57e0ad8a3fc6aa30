// Package names knows how the same person, organisation or program is written
// in different ways, so that a question in one spelling finds an entry in another:
//
//   - persons, in any order, with names or initials ([Person]);
//   - legal forms of organisations, short or spelled out ([Forms]);
//   - words in the other alphabet, by how they sound ([Sound]);
//   - programming languages, operating systems and DBMS ([Languages], [Systems],
//     [Databases]).
//
// Everything is pure: no file, clock or network, no errors; what is not
// understood gives nothing.
package names
