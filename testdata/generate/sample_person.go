package main

import "vestnik/pipeline"

// veresov is a program made and held by one person.
func veresov() application {
	name := "Вересов Тимофей Аркадьевич"
	home := "998014, Верхнеозёрская область, г. Светлоречье, ул. Мельничная, д. 4, кв. 17"
	return application{
		Kind:  "program",
		Title: "Паводок: прогноз уровня воды малой реки по данным гидропоста",
		Holders: []holder{{
			Name: name, Country: "Российская Федерация (RU)", Address: home,
			INN: personINN("9801140023"), SNILS: snils("998765401"),
			Passport: "паспорт 98 14 000231",
		}},
		Grounds:      []ground{groundAuthor},
		CreationYear: 2025,
		Authors: []author{{
			Name: name, Born: "1984-09-17", Citizenship: "Российская Федерация",
			Country: "Российская Федерация", Address: home,
			Contribution: "разработка алгоритма прогноза, исходного текста программы и эксплуатационной документации",
			Mention:      "named",
		}},
		Correspondence: home + ", Вересову Тимофею Аркадьевичу",
		Phone:          "+7 (980) 555-01-17",
		Email:          "veresov@svetlorechye.example",
		Abstract: "Программа предназначена для краткосрочного прогноза уровня воды малой реки по суточным рядам одного гидропоста. " +
			"Область применения — единые дежурно-диспетчерские службы муниципальных районов, сельские администрации, рыбоводные и водозаборные хозяйства. " +
			"Программа читает ряд наблюдений, заполняет короткие пропуски, сглаживает ряд взвешенным скользящим средним, определяет показатель спада и строит прогноз на срок до десяти суток с границами возможных значений. " +
			"При выходе верхней границы за опасную отметку сутки помечаются в отчёте. " +
			"Функциональные возможности: загрузка рядов из текстовых таблиц, настройка отметок поста, печать отчёта, повторный расчёт при поступлении новых наблюдений, сравнение прогноза с наблюдёнными уровнями.",
		Language: "Python", OS: "Windows 10 и выше, Linux", ComputerType: "IBM PC-совместимый персональный компьютер", Size: "245 Кб",
		Listing:    "river",
		Signatures: []signature{{Name: name, Date: "2026-02-27", Electronic: "98 01 4F 22"}},
		Fee: &payment{
			Amount: 3000, On: "2026-02-25", Document: "чек-ордер № 4127",
			Payer: name, PayerINN: personINN("9801140023"), UIN: "16898000000000004127",
		},
	}
}

func personProgram() sample {
	return sample{
		Name:        "person-program",
		About:       "Программа гражданина, он же автор; папка из четырёх PDF с текстовым слоем, подано через сайт",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-02T10:15:00+03:00",
		Application: veresov(),
		Files: []file{
			{"заявление.pdf", []paper{statementPaper()}, textPDF{}},
			{"реферат.pdf", []paper{abstractPaper()}, textPDF{}},
			{"исходный текст.pdf", []paper{depositPaper()}, textPDF{}},
			{"чек-ордер.pdf", []paper{receiptPaper()}, textPDF{}},
		},
		Expect: expectTruth{Accept: true, Why: "заявка полна, пошлина уплачена в размере для физического лица", Fee: feeConfirmed},
	}
}
