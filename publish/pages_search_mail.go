package publish

import (
	"strings"

	"vestnik/pipeline"
)

// Where a search is followed by mail, relative to the site's root. A token follows
// the latter two.
const (
	SubscribePath   = "search/subscribe"
	AskedPath       = "search/subscribe/sent"
	ConfirmPath     = "search/confirm/"
	UnsubscribePath = "search/unsubscribe/"
)

// SubscribeBox offers to follow a search: by feeds always, by mail where the site
// sends any.
type SubscribeBox struct {
	Feeds              []FormLink
	Mail               bool
	Query              string // the question, as in the search's address
	Root, Action, Help string // filled in when the page is rendered
}

// ButtonBox is a form of one button, which posts to the address of its page.
type ButtonBox struct {
	Title       string
	Name, Value string // what goes along unseen; may be empty
}

// subscribeBox offers to follow a question.
func subscribeBox(q pipeline.SearchQuery) *SubscribeBox {
	return &SubscribeBox{
		Query: wholeQuery(SearchValues(q).Encode()),
		Feeds: []FormLink{{"RSS", searchFormAt(q, RSS)}, {"Atom", searchFormAt(q, Atom)}, {"JSON Feed", searchFormAt(q, JSON)}},
	}
}

// letterPage is a page about a subscription: none is kept by search engines, and
// links lead up from two folders deep, where tokens stand.
func letterPage(title, text string) Page {
	return Page{
		Path: ConfirmPath, Title: title, Class: "text", Hidden: true, Alone: true, Crumbs: []Crumb{{"Поиск", "search/"}},
		Markdown: "# " + Text(title) + "\n\n" + text + "\n",
	}
}

// AskedPage is the answer to whoever asks for letters. It is the same for every
// address, so that nobody learns who follows what.
func (p *Press) AskedPage() Page {
	return letterPage("Проверьте почту", "На указанный адрес отправлено письмо со ссылкой. Откройте её и подтвердите подписку в течение двух суток: без этого писем не будет, а адрес удалится сам.\n\n"+
		"Письма нет? Посмотрите в папке «Спам». Если этот адрес уже подписан на такой же поиск, второе письмо не отправляется.\n\n[Вернуться к поиску]("+rootMark+"search/)")
}

// ConfirmPage asks whether a subscription shall begin.
func (p *Press) ConfirmPage(s pipeline.Subscription) Page {
	if !s.ConfirmedAt.IsZero() && !s.Paused {
		return p.ConfirmedPage(s)
	}
	page := letterPage("Подписаться на поиск?", p.followed(s)+"Письма приходят, когда выходит выпуск бюллетеня, в котором есть подходящие записи. Если подходящих нет, не приходит ничего.")
	page.Button = &ButtonBox{Title: "Подписаться"}
	return page
}

// ConfirmedPage says that a subscription has begun.
func (p *Press) ConfirmedPage(s pipeline.Subscription) Page {
	return letterPage("Вы подписаны", p.followed(s)+"Письмо придёт, когда появится новая публикация. Отписаться можно по ссылке в любом из писем.")
}

// UnsubscribePage asks whether a subscription shall end. Nothing ends by looking at
// it: mail programs open links by themselves.
func (p *Press) UnsubscribePage(s pipeline.Subscription) Page {
	page := letterPage("Отписаться?", p.followed(s)+"Писем больше не будет, адрес будет удалён.")
	page.Button = &ButtonBox{Title: "Отписаться", Name: "List-Unsubscribe", Value: "One-Click"}
	return page
}

// UnsubscribedPage says that there is no subscription any more.
func (p *Press) UnsubscribedPage() Page {
	return letterPage("Вы отписаны", "Писем по этому поиску больше не будет, адрес удалён.\n\n[К поиску]("+rootMark+"search/)")
}

// DeadLinkPage is shown where a link leads to no subscription.
func (p *Press) DeadLinkPage() Page {
	return letterPage("Ссылка не действует", "Такой подписки нет: её прекратили, не подтвердили за двое суток или ссылка скопирована не целиком. Подписаться можно на странице [поиска]("+rootMark+"search/).")
}

// followed says which question a subscription follows.
func (p *Press) followed(s pipeline.Subscription) string {
	asked, narrowed := p.SearchWords(s.Query)
	lines := []string{p.searchLink(asked, s.Query)}
	if asked == "" {
		lines[0] = p.searchLink("все публикации", s.Query)
	}
	for _, n := range narrowed {
		lines = append(lines, Text(n))
	}
	return "Поиск: " + strings.Join(lines, " · ") + "\n\n"
}
