// Package graded holds questions with the answers that a person would give, and
// scores what a search engine answers instead.
//
// There are three sets. "morphology" and "names" bring documents of their own,
// written so that each has others that look like it. "register" asks of the
// office's real open data, which is not ours to keep: the questions name entries
// by number, and the file is read from where it lies.
//
// Grades: 3 is what was meant, 2 a good answer, 1 a related one; what has no grade
// is no answer. The scores of today's engine are goldens: a change of the
// analyzer, of the ranking or of the question language shows in review, question
// by question. They are not a floor to be pushed up by fitting the engine to the
// questions; a question that was judged wrongly is judged anew, with the reason in
// the commit.
package graded
