package raster

import (
	"encoding/binary"
	"io"
)

// exifTurn returns by how many degrees clockwise a camera asks its JPEG to be
// turned; 0 when it does not say. Mirrored pictures are left as they are.
func exifTurn(r io.ReadSeeker) int {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(r, head)
	head = head[:n]
	for pos := 2; pos+4 <= len(head) && head[pos] == 0xFF; {
		size := int(binary.BigEndian.Uint16(head[pos+2:]))
		end := pos + 2 + size
		if head[pos+1] == 0xE1 && end <= len(head) && size > 16 {
			return tiffTurn(head[pos+4 : end])
		}
		pos = end
	}
	return 0
}

// tiffTurn finds the orientation tag (0x0112) of an EXIF block.
func tiffTurn(b []byte) int {
	if len(b) < 14 || string(b[:4]) != "Exif" {
		return 0
	}
	b = b[6:]
	var order binary.ByteOrder = binary.BigEndian
	if string(b[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 0 || at+2 > len(b) {
		return 0
	}
	for i := range int(order.Uint16(b[at:])) {
		e := at + 2 + 12*i
		if e+12 > len(b) {
			return 0
		}
		if order.Uint16(b[e:]) == 0x0112 {
			return map[uint16]int{3: 180, 6: 90, 8: 270}[order.Uint16(b[e+8:])]
		}
	}
	return 0
}
