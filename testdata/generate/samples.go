package main

// samples lists every filing, in the order in which they are written.
func samples() []sample {
	return []sample{
		personProgram(),
		organisationProgram(),
		onePDF(),
		severalHolders(),
		database1259(),
		database1334(),
		sevenAuthors(),
		pseudonym(),
		anonymousAuthor(),
		authorsRefused(),
		representative(),
		cleanScan(),
		skewedScan(),
		faxScan(),
		multipageTIFF(),
		stampedScan(),
		olderForm(),
		wordDocuments(),
		epgu(),
		unsigned(),
		unpaidFee(),
		underpaidFee(),
		wrongINN(),
		notRussian(),
		illegible(),
		notAnApplication(),
	}
}
