// Package storage says what a key of the object store may look like, the same
// for every backend, so that a filing kept in a directory today can be moved to
// an S3 server tomorrow without renaming anything.
//
// A key is one or more elements joined by "/":
//
//	originals/ab/ab12…     an original, sealed under its SHA-256
//	inbox/скан 1.pdf       what somebody dropped for the office
//
// It refuses, as Invalid: the empty key; more than [MaxKey] bytes; an element
// that is empty, ".", "..", longer than [MaxElement] bytes or that begins with
// [Reserved]; bytes that are not UTF-8; control characters. Any script, spaces
// and punctuation are allowed. That no key is a path prefix of another is the
// duty of whoever makes keys, since servers differ in noticing it.
//
// Units: bytes. The functions are pure and safe for concurrent use.
package storage

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
)

const (
	// MaxKey is the longest key, in bytes.
	MaxKey = 512
	// MaxElement is the longest element of a key, in bytes: what a file name may
	// have on Linux, below which MinIO and versitygw keep objects too.
	MaxElement = 255
	// Reserved begins the names that a backend uses for its own files.
	Reserved = ".vestnik-"
	// SealedPrefix begins the keys of sealed originals.
	SealedPrefix = "originals/"
)

// Sealed reports whether key names an original: written once, never overwritten,
// never deleted.
func Sealed(key string) bool { return strings.HasPrefix(key, SealedPrefix) }

// CheckKey returns an Invalid error when key does not follow the grammar.
func CheckKey(key string) error {
	if err := keyFault(key); err != nil {
		return &pipeline.Error{
			Op: "check key", Doc: strings.ToValidUTF8(key, "\uFFFD"), Kind: pipeline.Invalid, Err: err,
			Advice: "Имя файла в хранилище недопустимо: оно пустое, слишком длинное или содержит служебные символы. Переименуйте файл и повторите загрузку.",
		}
	}
	return nil
}

// CheckPut returns an Invalid error when an object may not be written so: the
// key breaks the grammar, or an original would lie where it can be deleted.
func CheckPut(key string, opts pipeline.PutOptions) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if opts.Sealed && !Sealed(key) {
		return &pipeline.Error{
			Op: "check key", Doc: key, Kind: pipeline.Invalid,
			Err:    errors.New("a sealed object must lie under " + SealedPrefix),
			Advice: "Внутренняя ошибка: подлинник записывается вне раздела подлинников. Сообщите администратору.",
		}
	}
	return nil
}

// CheckDelete returns an error when key may not be deleted: Invalid when it
// breaks the grammar, Permission when it is a sealed original.
func CheckDelete(key string) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if Sealed(key) {
		return &pipeline.Error{
			Op: "delete object", Doc: key, Kind: pipeline.Permission,
			Err:    errors.New("a sealed original is never deleted"),
			Advice: "Подлинник документа хранится постоянно, удалить его нельзя.",
		}
	}
	return nil
}

func keyFault(key string) error {
	switch {
	case key == "":
		return errors.New("the key is empty")
	case len(key) > MaxKey:
		return errors.New("the key is longer than 512 bytes")
	case !utf8.ValidString(key):
		return errors.New("the key is not valid UTF-8")
	case strings.ContainsFunc(key, unicode.IsControl):
		return errors.New("the key holds a control character")
	}
	for element := range strings.SplitSeq(key, "/") {
		switch {
		case element == "":
			return errors.New("the key has an empty element")
		case element == "." || element == "..":
			return errors.New("the key has an element . or ..")
		case len(element) > MaxElement:
			return errors.New("an element of the key is longer than 255 bytes")
		case strings.HasPrefix(element, Reserved):
			return errors.New("an element of the key begins with the reserved " + Reserved)
		}
	}
	return nil
}
