package pipeline

import "vestnik/pipeline/regulation"

// What the regulation engine says, under the names of the domain.
type (
	Finding     = regulation.Finding
	Evidence    = regulation.Evidence
	Notice      = regulation.Notice
	Command     = regulation.Command
	RunningTerm = regulation.RunningTerm
	Person      = regulation.Person
)
