package s3

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"

	"github.com/minio/minio-go/v7"

	"vestnik/pipeline"
)

// statusOf returns the HTTP status of a server's error, 0 when it is none.
func statusOf(err error) int {
	var answer minio.ErrorResponse
	if errors.As(err, &answer) {
		return answer.StatusCode
	}
	return 0
}

// fault translates an error of the client into the port's terms; nil stays nil,
// and a cancellation passes unchanged.
func fault(ctx context.Context, op, key string, err error) error {
	if err == nil {
		return nil
	}
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	var known *pipeline.Error
	if errors.As(err, &known) && known != errTaken {
		return err
	}
	e := &pipeline.Error{Op: op, Doc: key, Kind: kindOf(err), Err: err}
	e.Advice = advice(e.Kind)
	return e
}

func kindOf(err error) pipeline.Kind {
	if errors.Is(err, pipeline.Exists) {
		return pipeline.Exists
	}
	var answer minio.ErrorResponse
	if errors.As(err, &answer) {
		if kind, ok := kindOfCode(answer.Code); ok {
			return kind
		}
		return kindOfStatus(answer.StatusCode)
	}
	var network net.Error
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return pipeline.Transient // cut off in the middle
	case errors.As(err, &network) && network.Timeout():
		return pipeline.Transient
	}
	return pipeline.Unavailable
}

// kindOfCode knows the codes whose status would mislead.
func kindOfCode(code string) (pipeline.Kind, bool) {
	switch code {
	case minio.NoSuchKey, "NoSuchVersion", "NotFound", "MethodNotAllowed": // the last: the newest version is a deletion
		return pipeline.NotExist, true
	case minio.NoSuchBucket, "AccountProblem", "NotSignedUp", "XMinioStorageFull", "QuotaExceeded", "InvalidAccessKeyId", "SignatureDoesNotMatch":
		return pipeline.Unavailable, true
	case "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "BadDigest", "InvalidDigest", "IncompleteBody", "RequestTimeout", "RequestTimeTooSkewed", "OperationAborted":
		return pipeline.Transient, true // altered or cut on the way; the bytes were compared before they left
	case "EntityTooLarge":
		return pipeline.TooLarge, true
	case "KeyTooLongError", minio.XMinioInvalidObjectName, "XMinioParentIsObject", "ExistingObjectIsDirectory", "ObjectParentIsFile":
		return pipeline.Invalid, true
	}
	return "", false
}

func kindOfStatus(status int) pipeline.Kind {
	switch {
	case status == http.StatusNotFound:
		return pipeline.Unavailable // not the key is missing but the bucket, the user, …
	case status == http.StatusPreconditionFailed:
		return pipeline.Exists
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return pipeline.Unavailable // filings wait until the credentials are put right
	case status == http.StatusConflict, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusNotImplemented:
		return pipeline.Transient
	case status == http.StatusInsufficientStorage:
		return pipeline.Unavailable
	case status >= 500:
		return pipeline.Transient
	case status >= 400:
		return pipeline.Internal
	}
	return pipeline.Unavailable
}

func advice(kind pipeline.Kind) string {
	switch kind {
	case pipeline.NotExist:
		return "Файла нет в хранилище. Обновите страницу; если он должен там быть, сообщите администратору."
	case pipeline.Exists:
		return "Файл с таким именем уже сохранён и не изменён."
	case pipeline.Invalid:
		return "Такое имя в хранилище недопустимо: оно совпадает с именем папки или слишком длинное. Переименуйте файл и повторите загрузку."
	case pipeline.TooLarge:
		return "Файл больше, чем принимает хранилище. Разделите его на части."
	case pipeline.Transient:
		return "Хранилище занято. Повторите действие через минуту."
	case pipeline.Unavailable:
		return "Хранилище файлов недоступно. Сообщите администратору; файл можно передать позже."
	}
	return "Хранилище ответило неожиданно. Сообщите администратору."
}
