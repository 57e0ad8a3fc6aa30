package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"vestnik/pipeline"
)

// What a clerk is told when the store fails.
const (
	adviceBusy     = "Хранилище занято другой программой. Повторите действие через минуту."
	adviceDamaged  = "Файл журнала повреждён. Сообщите администратору: нужно проверить хранилище командой «vestnik verify» и восстановить его из резервной копии."
	adviceUnusable = "Хранилище недоступно. Сообщите администратору: нужно проверить место на диске и права доступа к папке данных."
	adviceOvertook = "Данные успел изменить другой сотрудник. Обновите страницу и повторите действие."
	adviceMissing  = "Запись не найдена. Возможно, её номер указан с ошибкой."
)

// fault translates an error of the database at the edge of this package. A
// *pipeline.Error passes as it is, and so does ctx's own error.
func fault(ctx context.Context, op, doc string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var known *pipeline.Error
	if errors.As(err, &known) {
		return err
	}
	kind, advice := classify(err)
	return &pipeline.Error{Op: op, Doc: doc, Kind: kind, Err: err, Advice: advice}
}

func classify(err error) (pipeline.Kind, string) {
	if errors.Is(err, sql.ErrNoRows) {
		return pipeline.NotExist, adviceMissing
	}
	if errors.Is(err, sql.ErrConnDone) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOSPC) {
		return pipeline.Unavailable, adviceUnusable
	}
	var failure *driver.Error
	if !errors.As(err, &failure) {
		return pipeline.Internal, ""
	}
	switch failure.Code() & 0xff { // the low byte is the primary code
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return pipeline.Transient, adviceBusy
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return pipeline.Corrupt, adviceDamaged
	case lib.SQLITE_FULL, lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return pipeline.Unavailable, adviceUnusable
	}
	return pipeline.Internal, ""
}
