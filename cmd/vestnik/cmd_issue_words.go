package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

// issueEditing makes a command that an editor gives about an issue.
type issueEditing func(use, short string, args cobra.PositionalArgs, fn func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error)) *cobra.Command

// issueMessageCommand writes official messages into an open issue.
func (a *app) issueMessageCommand(editing issueEditing) *cobra.Command {
	var title, signed string
	var drop int
	cmd := editing("message ISSUE [FILE]", "Put an official message into an open issue, its text from FILE or standard input; --drop takes one out", cobra.RangeArgs(1, 2),
		func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error) {
			ref, err := h.issueRef(ctx, args[0])
			if err != nil {
				return pipeline.IssueFile{}, err
			}
			if drop > 0 {
				return h.office.DropMessage(ctx, p, ref, drop, "")
			}
			text, err := a.textFrom(args[1:])
			if err != nil {
				return pipeline.IssueFile{}, err
			}
			return h.office.AddMessage(ctx, p, ref, pipeline.IssueMessage{Title: title, Text: text, Signed: signed})
		})
	cmd.Flags().StringVar(&title, "title", "", "heading of the message")
	cmd.Flags().StringVar(&signed, "signed", "", "who signs it, office and name")
	cmd.Flags().IntVar(&drop, "drop", 0, "take the message of this ordinal out")
	return cmd
}

// maxMessage bounds an official message, in bytes.
const maxMessage = 1 << 20

// textFrom reads the named file, or standard input.
func (a *app) textFrom(paths []string) (string, error) {
	in := a.in
	if len(paths) > 0 {
		f, err := os.Open(paths[0])
		if err != nil {
			return "", &pipeline.Error{Op: "read message", Doc: paths[0], Kind: pipeline.NotExist, Err: err, Advice: "Файла «" + paths[0] + "» нет. Проверьте путь."}
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxMessage+1))
	if err == nil && len(text) > maxMessage {
		err = &pipeline.Error{Op: "read message", Kind: pipeline.TooLarge, Advice: "Текст сообщения длиннее мегабайта."}
	}
	return string(text), err
}

// issueExplainCommand writes into an open issue why numbers bear no entry.
func (a *app) issueExplainCommand(editing issueEditing) *cobra.Command {
	var reason, words string
	var drop int
	cmd := editing("explain ISSUE [REGISTER/FROM[-TO]]", "Explain in an open issue why numbers of a register bear no entry; --drop takes an explanation out", cobra.RangeArgs(1, 2),
		func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error) {
			ref, err := h.issueRef(ctx, args[0])
			if err != nil {
				return pipeline.IssueFile{}, err
			}
			if drop > 0 {
				return h.office.DropNumbers(ctx, p, ref, drop, "")
			}
			if len(args) < 2 {
				return pipeline.IssueFile{}, usageError{fmt.Errorf("which numbers? REGISTER/FROM or REGISTER/FROM-TO")}
			}
			register, numbers, _ := strings.Cut(args[1], "/")
			from, to, _ := strings.Cut(numbers, "-")
			return h.office.ExplainNumbers(ctx, p, ref, pipeline.NumberNote{
				Register: pipeline.RegisterID(register), From: from, To: to, Reason: pipeline.NumberReason(reason), Words: words})
		})
	cmd.Flags().StringVar(&reason, "reason", "", "reserved, annulled or not-used")
	cmd.Flags().StringVar(&words, "words", "", "the explanation, for the public")
	cmd.Flags().IntVar(&drop, "drop", 0, "take the explanation of this ordinal out")
	return cmd
}
