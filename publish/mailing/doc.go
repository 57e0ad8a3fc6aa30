// Package mailing tells by mail what is new in a search that somebody follows.
//
// [List] takes subscriptions in, confirms and ends them: that is what the site
// sees. [Deliverer] writes the letters and hands them to a [Sender]; [Relay] is
// the one that speaks SMTP. A reader is written to only after they confirmed from
// their own mailbox, and every letter ends the subscription with one click
// (RFC 8058).
//
// Addresses are personal data: nothing here logs one, and errors name the
// subscription by its id. Clock, randomness and network come through constructors.
package mailing
