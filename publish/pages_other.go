package publish

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"

	"vestnik/pipeline"
)

// Where the key and the way of checking stand.
const (
	PublicKeyFile = "bulletin/public-key.pem"
	verifyPath    = "bulletin/verify/"
)

// PublicKeyPEM returns the key in the form that openssl reads (RFC 8410).
func PublicKeyPEM(public ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, &pipeline.Error{Op: "write public key", Kind: pipeline.Invalid, Err: err}
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// SearchAwayPage stands in a static copy of the site in place of the search.
func (p *Press) SearchAwayPage() Page {
	return Page{
		Path: "search/", Title: "Поиск", Class: "text", Hidden: true,
		Markdown: "# Поиск\n\nЭто неизменная копия сайта: поиск по запросу в ней не работает. Найти запись можно по [реестрам](" + rootMark + "register/), по указателям номеров, правообладателей и авторов в [выпусках бюллетеня](" + rootMark + "bulletin/) и в таблицах CSV каждого реестра.\n",
	}
}

// StatusAwayPage stands in a static copy of the site in place of case progress.
func (p *Press) StatusAwayPage() Page {
	return Page{
		Path: "status/", Title: "Состояние заявки", Class: "text", Hidden: true,
		Markdown: "# Состояние заявки\n\nЭто неизменная копия сайта: состояние заявки в ней узнать нельзя. Обратитесь на основной сайт ведомства или по адресу: " + Text(p.config.Office.Address) + ".\n",
	}
}

// NotFoundPage is what stands at an address where nothing is.
func (p *Press) NotFoundPage() Page {
	return Page{
		Path: "", Title: "Страница не найдена", Class: "text", Hidden: true, Search: &SearchBox{},
		Markdown: "# Страница не найдена\n\nПо этому адресу ничего нет. Проверьте, верно ли он набран, найдите нужное поиском или начните с [главной страницы](" + rootMark + "), [бюллетеня](" + rootMark + "bulletin/) или [реестров](" + rootMark + "register/).\n",
	}
}
