package publish

import "vestnik/pipeline"

// NotificationText is a record as an issue prints it, in CommonMark, for those who
// decide whether it will be. Its links lead over the public site.
func (p *Press) NotificationText(r pipeline.IssueRecord) string {
	return rooted(p.objectFields(ObjectNotificationOf(r)), "")
}

// WordsText is what an editor wrote for an issue as the issue prints it, in CommonMark.
func (p *Press) WordsText(w pipeline.IssueWords) string {
	return p.wordsText(Edition{IssueWords: p.cleanWords(w)})
}
