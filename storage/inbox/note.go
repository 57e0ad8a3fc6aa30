package inbox

import (
	"fmt"
	"time"

	"vestnik/pipeline"
)

// noteSuffix follows the name of a refused filing in the name of its note.
const noteSuffix = ".txt"

// note tells the clerk why a filing was refused and what to do, in lines that
// Windows' Notepad breaks too.
func note(name string, refusal error, now time.Time) string {
	return fmt.Sprintf("Поступление «%s» не принято.\r\n\r\n%s\r\n\r\n"+
		"Само поступление лежит рядом с этой запиской, в нём ничего не изменено. "+
		"Исправьте указанное и положите его в папку приёма снова; записку можно удалить.\r\n\r\n%s\r\n",
		name, pipeline.AdviceOf(refusal), now.Format("02.01.2006 15:04"))
}
