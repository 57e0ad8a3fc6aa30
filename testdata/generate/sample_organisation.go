package main

import "vestnik/pipeline"

// granary is a program of an organisation, made by one of its workers.
func granary() application {
	holderName := "Общество с ограниченной ответственностью «Заречный элеватор»"
	seat := "998102, Верхнеозёрская область, г. Нижнеполье, ул. Амбарная, д. 12"
	inn := organisationINN("980100214")
	return application{
		Kind:  "program",
		Title: "Система наблюдения за температурой зерна «Термоподвеска»",
		Holders: []holder{{
			Name: holderName, Organisation: true, Country: "Российская Федерация (RU)", Address: seat,
			OGRN: ogrn("124980000321"), INN: inn, KPP: "980101001",
		}},
		Grounds:            []ground{groundEmployer},
		CreationYear:       2025,
		PublicationCountry: "Российская Федерация (RU)", PublicationYear: 2025,
		Authors: []author{{
			Name: "Овчинцева Лидия Марковна", Born: "1991-03-08", Citizenship: "Российская Федерация",
			Country: "Российская Федерация", Address: "998102, Верхнеозёрская область, г. Нижнеполье, пер. Тихий, д. 3, кв. 8",
			Contribution: "постановка задачи, разработка структуры программы и исходного текста модулей приёма и оценки показаний",
			Mention:      "named",
		}},
		Correspondence: seat + ", ООО «Заречный элеватор»",
		Phone:          "+7 (980) 555-02-40",
		Fax:            "+7 (980) 555-02-41",
		Email:          "patent@zarechny-elevator.example",
		Abstract: "Программа предназначена для непрерывного наблюдения за температурой зерна в силосах элеватора и своевременного проветривания. " +
			"Область применения — элеваторы, хлебоприёмные и комбикормовые предприятия. " +
			"Программа принимает показания термоподвесок, сравнивает температуру каждого слоя с порогами для хранимой культуры, вычисляет рост за сутки и сообщает оператору о нагреве, перегреве и быстром росте. " +
			"По запросу оператора составляется очередь проветривания, в которой первыми стоят самые тёплые силосы, и включаются вентиляторы. " +
			"Функциональные возможности: настройка порогов по силосам, обнаружение замолчавших подвесок, ведение журнала тревог, выгрузка суточных ведомостей, работа нескольких операторов одновременно.",
		Language: "Go", OS: "Linux", ComputerType: "сервер архитектуры x86-64", Size: "1,2 Мб",
		Listing:    "granary",
		Signatures: []signature{{Name: "Кленов Степан Юрьевич", Position: "Генеральный директор", Date: "2026-03-03", Electronic: "98 01 7A 09"}},
		Fee: &payment{
			Amount: 4500, On: "2026-03-02", Document: "платежное поручение № 118",
			Payer: "ООО «Заречный элеватор»", PayerINN: inn, PayerKPP: "980101001",
			Bank: "БАНК «ДОЛИНА» (АО) г. Нижнеполье", Account: "40702810098000000118", UIN: "16898000000000000118",
		},
		Contacts: "ООО «Заречный элеватор», patent@zarechny-elevator.example",
	}
}

func organisationProgram() sample {
	return sample{
		Name:        "organisation-program",
		About:       "Служебная программа организации; папка из четырёх PDF с текстовым слоем, подано через сайт",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-04T09:40:00+03:00",
		Application: granary(),
		Files: []file{
			{"1 Заявление.pdf", []paper{statementPaper()}, textPDF{}},
			{"2 Реферат.pdf", []paper{abstractPaper()}, textPDF{}},
			{"3 Депонируемые материалы.pdf", []paper{depositPaper()}, textPDF{}},
			{"4 Платежное поручение.pdf", []paper{paymentOrderPaper()}, textPDF{}},
		},
		Expect: expectTruth{Accept: true, Why: "заявка полна, пошлина уплачена в размере для организации", Fee: feeConfirmed},
	}
}

func onePDF() sample {
	a := granary()
	a.Title = "Система проветривания силосов «Термоподвеска-2»"
	return sample{
		Name:        "one-pdf.pdf",
		About:       "Заявление, реферат, исходный текст и платежное поручение подряд в одном PDF с текстовым слоем",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-05T16:55:00+03:00",
		Application: a,
		Files: []file{
			{"", []paper{statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()}, textPDF{}},
		},
		Expect: expectTruth{Accept: true, Why: "бумаги различаются внутри одного файла, заявка полна", Fee: feeConfirmed},
	}
}
