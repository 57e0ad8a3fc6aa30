package inbox

// Identity and Display are fuzzed from outside.
var (
	Identity = identity
	Display  = display
)
