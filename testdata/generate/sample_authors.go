package main

import "vestnik/pipeline"

func severalHolders() sample {
	a := garden()
	files := electronic(a, paymentOrderPaper())
	files = append(files, file{"Дополнение РП-ДОП.pdf", []paper{furtherAuthorsPaper()}, textPDF{}})
	return sample{
		Name:        "several-holders.zip",
		About:       "Три правообладателя — два юридических лица и предприниматель — и три подписи; архив zip с русскими именами файлов",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-12T14:10:00+03:00",
		Application: a,
		Files:       files,
		Expect:      expectTruth{Accept: true, Why: "заявка полна, подписали все заявители", Fee: feeConfirmed},
	}
}

func sevenAuthors() sample {
	seat := "998003, Верхнеозёрская область, г. Светлоречье, наб. Ледовая, д. 15"
	inn := organisationINN("980100851")
	home := func(rest string) string {
		return "998003, Верхнеозёрская область, г. Светлоречье, " + rest
	}
	person := func(name, born, address, contribution string) author {
		return author{Name: name, Born: born, Citizenship: "Российская Федерация", Country: "Российская Федерация",
			Address: address, Contribution: contribution, Mention: "named"}
	}
	a := application{
		Kind:  "program",
		Title: "Программный комплекс моделирования ледовых заторов «Шуга»",
		Holders: []holder{{Name: "Автономная некоммерческая организация «Центр речной гидравлики»", Organisation: true, Country: russia, Address: seat,
			OGRN: ogrn("119980000851"), INN: inn, KPP: "980101001"}},
		Grounds:      []ground{groundEmployer},
		CreationYear: 2025,
		Authors: []author{
			person("Заторова Нина Кузьминична", "1958-01-24", home("ул. Пристанская, д. 3, кв. 44"), "общая постановка задачи, руководство разработкой"),
			person("Льдинин Фёдор Иванович", "1971-06-30", home("ул. Пристанская, д. 10, кв. 7"), "разработка разностной схемы движения льда"),
			person("Протокина Ульяна Сергеевна", "1990-10-05", home("пер. Якорный, д. 1, кв. 19"), "разработка модуля подсова льдин под кромку"),
			person("Бродов Мирон Алексеевич", "1986-04-12", home("ул. Бакенная, д. 27, кв. 3"), "разработка модуля чтения данных о русле"),
			person("Плёсова Евдокия Романовна", "1999-09-09", home("ул. Бакенная, д. 8, кв. 60"), "построение карт и продольных профилей"),
			person("Перекатов Глеб Никитич", "1965-12-17", home("ул. Лоцманская, д. 33"), "проверка программы по данным наблюдений"),
			person("Омутин Ярослав Вадимович", "2001-03-03", home("ул. Лоцманская, д. 12, кв. 80"), "ускорение расчёта, составление руководства оператора"),
		},
		Correspondence: seat + ", АНО «Центр речной гидравлики»",
		Phone:          "+7 (980) 555-08-22", Email: "shuga@crg-svetlorechye.example",
		Abstract: "Программный комплекс предназначен для моделирования движения льда в русле реки и предсказания мест и времени ледовых заторов. " +
			"Область применения — службы защиты от наводнений, проектирование мостов и водозаборов, научные исследования. " +
			"Комплекс решает уравнение переноса льда по длине русла, учитывает торможение у берегов, уплотнение и подсов льдин под кромку, вычисляет подъём уровня перед затором. " +
			"Исходными данными служат поперечные сечения русла, расход воды, толщина и сплочённость льда. " +
			"Функциональные возможности: расчёт для русла с протоками, выбор шага по условию устойчивости, построение профилей, сравнение с наблюдениями, перебор расходов воды для оценки вероятности затора, печать отчёта.",
		Language: "Fortran 2008", OS: "Linux", ComputerType: "рабочая станция, вычислительный кластер", Size: "5,6 Мб",
		Listing:    "ice",
		Signatures: []signature{{Name: "Заторова Нина Кузьминична", Position: "Директор центра", Date: "2026-03-23", Electronic: "98 05 23 3E"}},
		Fee: &payment{Amount: 4500, On: "2026-03-20", Document: "платежное поручение № 71",
			Payer: "АНО «Центр речной гидравлики»", PayerINN: inn, PayerKPP: "980101001",
			Bank: "БАНК «ДОЛИНА» (АО) г. Светлоречье", Account: "40703810098000000071", UIN: "16898000000000000071"},
	}
	return sample{
		Name:        "seven-authors.pdf",
		About:       "Семь авторов: первый в заявлении, шестеро на трёх дополнительных листах РП/ДОП",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-24T10:00:00+03:00",
		Application: a,
		Files: whole(textPDF{}, statementPaper(), furtherAuthorsPaper(), abstractPaper(), depositPaper(),
			paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "число авторов сходится с числом сведений об авторах", Fee: feeConfirmed},
	}
}

func pseudonym() sample {
	a := counting()
	a.Authors[0].Mention = "pseudonym"
	a.Authors[0].Pseudonym = "Север Ольхин"
	return sample{
		Name:        "pseudonym.pdf",
		About:       "Автор просит упоминать его под псевдонимом: настоящее имя в публикацию не попадает",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-16T18:20:00+03:00",
		Application: a,
		Files: whole(textPDF{}, statementPaper(), abstractPaper(), depositPaper(),
			consentPaper(a.Authors[0].Name), receiptPaper()),
		Expect: expectTruth{Accept: true, Why: "заявка полна", Fee: feeConfirmed,
			Person: []string{"публикуется псевдоним «Север Ольхин»; правообладатель — то же лицо под своим именем"}},
	}
}

func anonymousAuthor() sample {
	a := veresov()
	a.Title = "Паводок-Архив: ведение рядов наблюдений гидропоста"
	a.Grounds = []ground{groundAuthor, groundTransferByAuthor}
	a.Authors = append(a.Authors, author{
		Name: "Заводина Прасковья Андреевна", Born: "1990-04-01", Citizenship: "Российская Федерация", Country: "Российская Федерация",
		Address:      "998014, Верхнеозёрская область, г. Светлоречье, ул. Мельничная, д. 6, кв. 2",
		Contribution: "разработка модуля заполнения пропусков", Mention: "anonymous",
	})
	return sample{
		Name:        "anonymous-author.pdf",
		About:       "Два автора; один просит не упоминать его (анонимно): имя есть на бумаге, но не публикуется",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-25T09:05:00+03:00",
		Application: a,
		Files: whole(textPDF{}, statementPaper(), furtherAuthorsPaper(), abstractPaper(), depositPaper(),
			consentPaper(a.Authors[1].Name), receiptPaper()),
		Expect: expectTruth{Accept: true, Why: "заявка полна", Fee: feeConfirmed},
	}
}

func authorsRefused() sample {
	a := storeroom()
	a.Authors = nil
	a.AuthorsRefused = true
	a.Signatures[0].Electronic = "98 05 17 A2"
	return sample{
		Name:        "authors-refused",
		About:       "Все авторы отказались быть упомянутыми: отмечен один квадрат, сведений об авторах нет",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-18T08:45:00+03:00",
		Application: a,
		Files:       electronic(a, paymentOrderPaper()),
		Expect:      expectTruth{Accept: true, Why: "отсутствие авторов объяснено отметкой", Fee: feeConfirmed},
	}
}

func representative() sample {
	a := veresov()
	name := "Общество с ограниченной ответственностью «Нортмир Аналитикс»"
	seat := "220998, г. Заславль-Озёрный, ул. Портовая, д. 14"
	a.Title = "Приливомер: предупреждение об уровне воды в малом порту"
	a.Holders = []holder{{Name: name, Organisation: true, Country: "Республика Беларусь (BY)", Address: seat}}
	a.Abstract = "Программа предназначена для предупреждения капитана малого порта об уровнях воды, опасных для стоящих у причала лодок. " +
		"Область применения — рыболовные гавани, лодочные стоянки и паромные переправы, не имеющие своей гидрологической службы. " +
		"Программа принимает показания уровнемера, сравнивает их с таблицей приливов, вычисляет нагон и прогноз на двое суток и при выходе за порог отправляет предупреждение на телефон или включает сирену. " +
		"Пороги задаются отдельно для каждого причала. " +
		"Функциональные возможности: журнал предупреждений и ответов на них, учёт ветра и давления, месячный отчёт, проверка исправности уровнемера по скачкам и молчанию, работа при потере связи по последней таблице."
	a.Size = "1,6 Мб"
	a.Grounds = []ground{groundEmployer}
	a.Authors[0] = author{Name: "Пристанский Всеслав Янович", Born: "1979-06-05", Citizenship: "Республика Беларусь",
		Country: "Республика Беларусь", Address: "220998, г. Заславль-Озёрный, ул. Фонарная, д. 3, кв. 9",
		Contribution: "разработка структуры программы и модуля предупреждений", Mention: "named"}
	a.Representative = "Поверенная Злата Георгиевна"
	a.Correspondence = "998009, Верхнеозёрская область, г. Светлоречье, а/я 98, Поверенной Злате Георгиевне"
	a.Phone, a.Email = "+7 (980) 555-09-64", "poverennaya@svetlorechye.example"
	a.Signatures = []signature{{Name: a.Representative, Position: "Представитель по доверенности", Date: "2026-03-26", Electronic: "98 05 26 40"}}
	a.Fee = &payment{Amount: 4500, On: "2026-03-26", Document: "платежное поручение № 9",
		Payer: "Поверенная Злата Георгиевна за ООО «Нортмир Аналитикс»", PayerINN: personINN("9801090764"), PayerKPP: "0",
		Bank: "БАНК «ДОЛИНА» (АО) г. Светлоречье", Account: "40817810098000000009", UIN: "16898000000000000009"}
	a.Attorney = &attorney{
		Principal:   name + " (Республика Беларусь)",
		Authority:   "в лице директора Портового Казимира Ильича, действующего на основании устава",
		To:          "Поверенную Злату Георгиевну",
		Passport:    "паспорт 98 12 000940, выдан 04.07.2012, проживающую по адресу: 998009, Верхнеозёрская область, г. Светлоречье, ул. Судебная, д. 1, кв. 30",
		Place:       "г. Заславль-Озёрный",
		DateInWords: "двенадцатое января две тысячи двадцать шестого года",
		Date:        "2026-01-12",
		Term:        "на три года",
		Powers: []string{
			"подписывать и подавать заявления, ходатайства и иные документы;",
			"получать уведомления, запросы и свидетельства;",
			"отзывать поданные заявки;",
			"уплачивать государственную пошлину от имени доверителя.",
		},
		Signatory: signature{Name: "Портовый Казимир Ильич", Position: "Директор"},
	}
	files := electronic(a, paymentOrderPaper())
	files = append(files, file{"Доверенность.pdf", []paper{powerOfAttorneyPaper()},
		scan{DPI: 150, Colour: true, Skew: -0.4, Blur: 0.5, Noise: 3, Quality: 55}})
	return sample{
		Name:        "representative",
		About:       "Иностранное юридическое лицо через представителя; доверенность — цветной скан с печатью среди электронных файлов",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-27T11:11:00+03:00",
		Application: a,
		Files:       files,
		Expect: expectTruth{Accept: true, Why: "полномочия представителя подтверждены доверенностью", Fee: feeConfirmed,
			Person: []string{"объём полномочий и срок доверенности"}},
	}
}
