// Package workday counts the terms that regulations set: working days of the
// Russian production calendar, calendar days, months and years with the rules of
// the Civil Code (arts. 191–194), and hours and minutes inside office hours.
//
// It is pure: no clock, no I/O beyond its embedded calendars. Counting starts on
// the day after the event; a term in months ends on the same number of the last
// month, or on its last day; a last day that is off moves to the next working day.
// A date that rests on a year whose calendar the Government has not yet fixed is
// marked provisional.
package workday
