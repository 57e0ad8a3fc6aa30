// Package desk is the clerks' workplace: sign-in, the queue by deadline, the case
// with its page images and what was read off them, commands of the procedure,
// outgoing documents, the drop form, the assembly of issues, and the figures of
// the shift. Everything is rendered here, in Russian, and works without
// JavaScript and with the keyboard alone.
//
// It refuses to decide anything: what may be done, by whom and why not, the
// office says; access.go only says who may look at what. It sends no paper out
// whose exact text was not on the screen before. It keeps no state but the
// session, which holds a login and nothing of a case.
//
// Boxes of fields come as fractions of the page and are drawn in thousandths;
// crops are in points; page images are 130 dots per inch; dates are told in the
// office's zone.
//
// Every request but the sign-in needs a session; requests that change something
// are refused when they come from another site. Errors of the office are shown
// with their Russian advice; others become one plain sentence, and the log has
// the cause. A Desk is safe for concurrent use.
package desk
