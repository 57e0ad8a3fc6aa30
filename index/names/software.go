package names

// Languages returns the programming languages of a list as it stands in an
// application, each by its usual name; unknown ones as they are written.
func Languages(list string) []string { return nil }

// Systems is [Languages] for operating systems.
func Systems(list string) []string { return nil }

// Databases is [Languages] for database management systems.
func Databases(list string) []string { return nil }
