package pipeline

// Grounds are what speaks for and against one reading, each from 0 to 1 unless its
// comment says else. Its confidence is reckoned from it and from nothing else.
type Grounds struct {
	Source  PageSource // of the page it stands on
	Worst   float64    // what the reader said of its worst words: the mean of the worst quarter
	Digit   float64    // what the reader said of its worst word with digits; 1 without digits
	Label   float64    // how well the label matched that it was read by
	Fit     float64    // how well it fits its type
	Words   int        // how many it has
	Digits  int        // how many it has
	Letters int        // and digits, of all its words

	Checked bool // its check digits hold
	Exact   bool // one digit decides it, and none checks it
	Shaped  bool // it looks whole: an address ends with a house, a sentence with a stop
	Odd     bool // it holds what no one prints: a stop within a word, a postcode of another region
	Twofold bool // a word of it can be read in either script: ОРС and OPC look alike
	Orderly bool // no item of its list lacks a name, or an address or number that the first one has
	Alone   bool // it is not part of one of several items, whose parts may be mixed up
	Marred  bool // ink that no word says touches it: a stamp, a pen, lost print

	Print    float64 // mean confidence of the words of its page
	Doubtful float64 // share of the words of its page that the reader doubts

	Spelt    float64 // share of the threes of letters of its worst word that Russian has; 1 without such words
	Twice    bool    // the whole of it stands in the file twice or more
	Repeated float64 // share of its words that stand elsewhere in the file too
	Disputed int     // how many of its words stand elsewhere with one letter or digit changed
	Agreed   int     // how many other papers of the file state the same
	Differs  int     // how many state something else
}

// Beside returns a copy of the grounds after another paper of the file has stated the
// same or something else; nil stays nil.
func (g *Grounds) Beside(agrees bool) *Grounds {
	if g == nil {
		return nil
	}
	out := *g
	if agrees {
		out.Agreed++
	} else {
		out.Differs++
	}
	return &out
}
