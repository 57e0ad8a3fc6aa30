package main

import "vestnik/pipeline"

func duplicateLetter() sample {
	h := granary().Holders[0]
	states := &fieldsTruth{
		Kind: "program", Title: "Система наблюдения за температурой зерна «Термоподвеска-0»", CertificateNumber: "2019612345",
		Holders:               []holderTruth{{Name: h.Name, Kind: "organisation", Country: "RU", Address: h.Address, OGRN: h.OGRN, INN: h.INN}},
		Reason:                "утратой подлинника при переезде архива.",
		CorrespondenceAddress: h.Address + ", ООО «Заречный элеватор»",
		Phone:                 "+7 (980) 555-02-40",
		Signatures:            []signatureTruth{{Name: "Кленов Степан Юрьевич", Position: "Генеральный директор", Date: "2026-04-06"}},
		StatementDate:         "2026-04-06",
	}
	letter := plainLetter{
		kind:    pipeline.DuplicateStatement,
		Top:     []string{"В Федеральную службу по интеллектуальной собственности"},
		Heading: "ЗАЯВЛЕНИЕ\nо выдаче дубликата свидетельства",
		Text: []string{
			"Правообладатель: " + h.Name + ", Российская Федерация, " + h.Address,
			"ОГРН " + h.OGRN + ", ИНН " + h.INN,
			"Просим выдать дубликат свидетельства о государственной регистрации программы для ЭВМ № " + states.CertificateNumber,
			"Название программы для ЭВМ: " + states.Title,
			"Дубликат необходим в связи с " + states.Reason,
			"Адрес для переписки: " + states.CorrespondenceAddress,
			"Телефон: " + states.Phone,
			"Приложение: документ об уплате государственной пошлины на 1 л.",
		},
		Closing: []string{"Генеральный директор ____________________________ Кленов Степан Юрьевич", "06.04.2026"},
		Signed:  "Кленов Степан Юрьевич",
	}
	return sample{
		Name: "duplicate-statement.pdf", About: "Заявление о выдаче дубликата свидетельства взамен утраченного",
		Channel: pipeline.Post, ReceivedAt: "2026-04-09T11:30:00+03:00", States: states,
		Files:  whole(textPDF{}, letter.paper()),
		Expect: expectTruth{Accept: true, Why: "процедура выдачи дубликата (пп. 96–116)", Fee: feeMissing},
	}
}

func complaintLetter() sample {
	states := &fieldsTruth{
		Complainant: &partyTruth{Name: "Ольхина Северина Павловна", Kind: "person", Address: "998030, Верхнеозёрская область, г. Каменный Брод, ул. Школьная, д. 9, кв. 2"},
		Phone:       "+7 (980) 555-04-76", Email: "olkhina@kamenny-brod.example",
		Official: "ведущего эксперта Н. Н. Озёрного", ComplainedCase: "2025612345", ElectronicAnswer: "true",
		Subject:       "бездействие ведущего эксперта Н. Н. Озёрного по заявке № 2025612345.",
		Arguments:     "что срок предоставления услуги истёк 20 марта 2026 года, а решение по заявке мне не направлено.",
		Signatures:    []signatureTruth{{Name: "Ольхина С. П.", Date: "2026-04-07"}},
		StatementDate: "2026-04-07",
	}
	letter := plainLetter{
		kind: pipeline.Complaint,
		Top: []string{"В Федеральную службу по интеллектуальной собственности", "Заявитель: " + states.Complainant.Name + ",",
			states.Complainant.Address, "тел. " + states.Phone, "эл. почта: " + states.Email},
		Heading: "ЖАЛОБА",
		Text: []string{
			"Прошу признать незаконным " + states.Subject,
			"Считаю, " + states.Arguments,
			"Ответ прошу направить по электронной почте.",
		},
		Closing: []string{"______________ Ольхина С. П.", "7 апреля 2026 г."},
	}
	return sample{
		Name: "complaint.docx", About: "Жалоба заявителя на бездействие эксперта (DOCX)",
		Channel: pipeline.Site, ReceivedAt: "2026-04-08T09:15:00+03:00", States: states,
		Files:  whole(letter, letter.paper()),
		Expect: expectTruth{Accept: true, Why: "жалоба рассматривается за 15 рабочих дней (п. 136)", Fee: feeMissing},
	}
}

func withdrawalLetter() sample {
	h := counting().Holders[0]
	states := &fieldsTruth{
		ApplicationNumber: "2026611874", Title: "Тренажёр таблицы умножения «Счётный лес 3»",
		Holders:    []holderTruth{{Name: h.Name, Kind: "person", Country: "RU", Address: h.Address}},
		Signatures: []signatureTruth{{Name: h.Name, Date: "2026-04-10"}}, StatementDate: "2026-04-10",
	}
	letter := plainLetter{
		kind:    pipeline.WithdrawalStatement,
		Top:     []string{"В Федеральную службу по интеллектуальной собственности"},
		Heading: "ЗАЯВЛЕНИЕ\nоб отзыве заявки",
		Text: []string{
			"Прошу отозвать заявку № " + states.ApplicationNumber + " на государственную регистрацию программы для ЭВМ.",
			"Название программы для ЭВМ: " + states.Title,
			"Заявитель: " + h.Name + ", Российская Федерация, " + h.Address,
		},
		Closing: []string{"10.04.2026 ______________________________________ " + h.Name},
		Signed:  h.Name,
	}
	return sample{
		Name: "withdrawal-statement.pdf", About: "Заявление об отзыве заявки на регистрацию",
		Channel: pipeline.Window, ReceivedAt: "2026-04-10T15:05:00+03:00", States: states,
		Files:  whole(textPDF{}, letter.paper()),
		Expect: expectTruth{Accept: true, Why: "отзыв до завершения проверки (п. 71)", Fee: feeMissing},
	}
}

func amendmentLetter() sample {
	h := storeroom().Holders[0]
	states := &fieldsTruth{
		ApplicationNumber: "2026611903",
		Changes:           "в графе 1 вместо «Кладовая-Наряд» читать «Кладовая. Наряд»; в графе 5 указать год создания 2025.",
		Holders:           []holderTruth{{Name: h.Name, Kind: "organisation", Country: "RU", Address: h.Address, INN: h.INN}},
		Signatures:        []signatureTruth{{Name: "Храпов Игнат Савельевич", Position: "Директор", Date: "2026-04-13"}}, StatementDate: "2026-04-13",
	}
	letter := plainLetter{
		kind:    pipeline.AmendmentPetition,
		Top:     []string{"В Федеральную службу по интеллектуальной собственности"},
		Heading: "ХОДАТАЙСТВО\nо внесении изменений в документы заявки",
		Text: []string{
			"Заявка № " + states.ApplicationNumber,
			"Заявитель: " + h.Name + ", Российская Федерация, " + h.Address,
			"ИНН " + h.INN,
			"Просим внести в документы заявки следующие изменения: " + states.Changes,
			"Приложение: документ об уплате государственной пошлины на 1 л.",
		},
		Closing: []string{"Директор _______________________________________ Храпов Игнат Савельевич", "13.04.2026"},
		Signed:  "Храпов Игнат Савельевич",
	}
	return sample{
		Name: "amendment-petition.pdf", About: "Ходатайство об исправлениях в документах заявки",
		Channel: pipeline.Window, ReceivedAt: "2026-04-14T10:10:00+03:00", States: states,
		Files:  whole(textPDF{}, letter.paper()),
		Expect: expectTruth{Accept: true, Why: "рассматривается за один месяц (п. 70)", Fee: feeMissing},
	}
}
