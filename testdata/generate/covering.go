package main

import (
	"fmt"

	"vestnik/pipeline"
)

// coveringLetter is what an organisation lays on top of the papers that it sends.
type coveringLetter struct {
	From       []string // its letterhead, line by line
	Number     string
	Date       string // 2006-01-02
	Subject    string // what is sent, behind «Направляем в ваш адрес»
	Enclosures []enclosureTruth
	Signatory  signature
	Clerk      string // who typed it
	Phone      string
	Email      string
}

const letterAddressee = "В Федеральную службу по интеллектуальной собственности"

func coveringLetterPaper() paper {
	return paper{pipeline.CoveringLetter, func(s *sheet, a application, _ counts) { a.Letter.draw(s) }}
}

// draw prints the letter: letterhead, outgoing number, addressee, text, numbered list
// of enclosures, signature, and in small type who answers for it.
func (l *coveringLetter) draw(s *sheet) {
	c := s.letter()
	for i, line := range l.From {
		face := bodyFace
		if i == 0 {
			face = boldFace
		}
		c.text(run{face, line})
	}
	c.gap(4)
	c.text(body("Исх. № " + l.Number + " от " + russianDate(l.Date)))
	top := &column{s: s, x: 105, w: 87, y: c.y + 4}
	top.text(body(letterAddressee))
	c.y = top.y
	c.gap(10)
	c.aligned(centre, body("Уважаемые коллеги!"))
	c.gap(4)
	c.text(body("Направляем в ваш адрес " + l.Subject))
	c.gap(4)
	c.text(body("Приложение:"))
	for i, e := range l.Enclosures {
		c.text(body(fmt.Sprintf("%d. %s на %d л. в %d экз.", i+1, e.Title, e.Sheets, e.Copies)))
	}
	c.gap(14)
	c.text(body(l.Signatory.Position + " ____________________________ " + l.Signatory.Name))
	s.scribble(82, c.y-1, 26, l.Signatory.Name)
	c.gap(20)
	c.text(run{noteFace, "Исп. " + l.Clerk})
	c.text(run{noteFace, "Тел. " + l.Phone + ", e-mail: " + l.Email})
}

// state enters what the letter states.
func (l *coveringLetter) state(f *fieldsTruth) {
	f.LetterNumber, f.LetterDate, f.LetterAddressee, f.LetterSubject = l.Number, l.Date, letterAddressee, l.Subject
	f.LetterPhone, f.LetterEmail, f.Enclosures = l.Phone, l.Email, l.Enclosures
	f.LetterSignatures = []signatureTruth{{Name: l.Signatory.Name, Position: l.Signatory.Position}}
}

func withCoveringLetter() sample {
	a := granary()
	a.Title = "Система взвешивания зерна «Термоподвеска-Весы»"
	a.Letter = &coveringLetter{
		From:    []string{"ООО «Заречный элеватор»", "998102, г. Нижнеполье, ул. Амбарная, д. 12"},
		Number:  "01-14/356",
		Date:    "2026-03-16",
		Subject: "заявку на государственную регистрацию программы для ЭВМ «Термоподвеска-Весы».",
		Enclosures: []enclosureTruth{
			{"Заявление о государственной регистрации", 2, 1},
			{"Реферат", 1, 2},
			{"Исходный текст программы", 3, 1},
			{"Платежное поручение", 1, 1},
		},
		Signatory: signature{Name: "Кленов С. Ю.", Position: "Генеральный директор"},
		Clerk:     "Овчинцева Л. М.", Phone: "+7 (980) 555-02-43", Email: "office@zarechny-elevator.example",
	}
	return sample{
		Name:        "with-letter.pdf",
		About:       "Заявка с сопроводительным письмом сверху: номер и дата исходящего, перечень приложений с листами и экземплярами",
		Channel:     pipeline.Post,
		ReceivedAt:  "2026-03-19T10:20:00+03:00",
		Application: a,
		Files: []file{
			{"", []paper{coveringLetterPaper(), statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()}, textPDF{}},
		},
		Expect: expectTruth{Accept: true, Why: "письмо сопровождает полную заявку и ничего не просит само", Fee: feeConfirmed},
	}
}
