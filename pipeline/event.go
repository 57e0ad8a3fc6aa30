package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"
)

// Event is one thing that happened, as the journal keeps it: forever, in order,
// chained by hash to the event before it in its stream.
type Event struct {
	Position int64           `json:"position"` // in the whole journal, from 1, without gaps
	Stream   string          `json:"stream"`   // "case/2026-000017", "register/programs", "issue/programs/2026/1"
	Seq      int             `json:"seq"`      // in its stream, from 1, without gaps
	Type     EventType       `json:"type"`
	At       time.Time       `json:"at"`
	Actor    string          `json:"actor"` // a login, or "vestnik" for the machine
	Data     json.RawMessage `json:"data"`
	Hash     string          `json:"hash"`
	Prev     string          `json:"prev"` // hash of the stream's event before; empty for the first
}

// Machine is the actor of what no person did.
const Machine = "vestnik"

// EventType names what happened. Names are never reused for another meaning.
type EventType string

// ChainHash returns the hash that binds e to its predecessor: SHA-256 over the
// stream, sequence number, type, instant (UTC, nanoseconds), actor, data and
// previous hash, each preceded by its length. Position is left out: it belongs
// to one journal, the chain to the history.
func (e Event) ChainHash() string {
	h := sha256.New()
	for _, part := range []string{
		e.Stream, strconv.Itoa(e.Seq), string(e.Type),
		e.At.UTC().Format(time.RFC3339Nano), e.Actor, string(e.Data), e.Prev,
	} {
		h.Write([]byte(strconv.Itoa(len(part))))
		h.Write([]byte{':'})
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}
