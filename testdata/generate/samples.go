package main

// samples lists every filing, in the order in which they are written.
func samples() []sample {
	return []sample{
		personProgram(),
		organisationProgram(),
		onePDF(),
		cleanScan(),
	}
}
