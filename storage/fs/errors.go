package fs

import (
	"errors"
	"io/fs"
	"syscall"

	"vestnik/pipeline"
)

var (
	errPrefix = errors.New("the key is a path prefix of another key, or the other way round")
	errOdd    = errors.New("a symbolic link or special file stands in the way")
)

// fault translates an error of the file system into the port's terms.
func fault(op, key string, err error) error {
	e := &pipeline.Error{Op: op, Doc: key, Err: err}
	e.Kind, e.Advice = classify(err)
	return e
}

// openFault says that the whole store cannot be used, whatever the reason.
func openFault(dir string, err error) error {
	return &pipeline.Error{
		Op: "open store", Doc: dir, Kind: pipeline.Unavailable, Err: err,
		Advice: "Папка хранилища недоступна для записи. Сообщите администратору.",
	}
}

func classify(err error) (pipeline.Kind, string) {
	switch {
	case errors.Is(err, errPrefix), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENAMETOOLONG):
		return pipeline.Invalid, "Такое имя в хранилище недопустимо: оно совпадает с именем папки или слишком длинное. Переименуйте файл и повторите загрузку."
	case errors.Is(err, errOdd):
		return pipeline.Invalid, "В хранилище на месте файла стоит ссылка или особый файл. Сообщите администратору."
	case errors.Is(err, fs.ErrNotExist):
		return pipeline.NotExist, "Файла нет в хранилище. Обновите страницу; если он должен там быть, сообщите администратору."
	case errors.Is(err, fs.ErrExist):
		return pipeline.Exists, "Файл с таким именем уже сохранён и не изменён."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return pipeline.Unavailable, "На диске хранилища нет места. Сообщите администратору; файл можно передать позже."
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.EINTR), errors.Is(err, syscall.EBUSY):
		return pipeline.Transient, "Хранилище занято. Повторите действие через минуту."
	}
	return pipeline.Unavailable, "Хранилище файлов недоступно. Сообщите администратору; файл можно передать позже."
}
