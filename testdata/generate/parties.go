package main

// Where the invented people and organisations live: no such region exists.
const russia = "Российская Федерация (RU)"

// electronic is how an application through the site is filed: true text, four files.
func electronic(a application, proof paper) []file {
	return []file{
		{"Заявление.pdf", []paper{statementPaper()}, textPDF{}},
		{"Реферат.pdf", []paper{abstractPaper()}, textPDF{}},
		{"Депонируемые материалы.pdf", []paper{depositPaper()}, textPDF{}},
		{proofName(a), []paper{proof}, textPDF{}},
	}
}

func proofName(a application) string {
	if a.Holders[0].Organisation {
		return "Платежное поручение.pdf"
	}
	return "Чек-ордер.pdf"
}

// whole is a single file that holds the papers one after another.
func whole(f form, papers ...paper) []file { return []file{{"", papers, f}} }

// garden is a program of two organisations and an entrepreneur.
func garden() application {
	institute := "Федеральное государственное бюджетное учреждение науки «Верхнеозёрский институт садоводства»"
	seat := "998120, Верхнеозёрская область, пос. Яблоневый, ул. Опытная, д. 1"
	farmer := "Грушин Елисей Фомич"
	return application{
		Kind:  "program",
		Title: "Программа планирования полива плодового сада «Капля»",
		Holders: []holder{
			{Name: institute, Organisation: true, Country: russia, Address: seat,
				OGRN: ogrn("124980000415"), INN: organisationINN("980100415"), KPP: "980101001"},
			{Name: "Акционерное общество «Сады Заречья»", Organisation: true, Country: russia,
				Address: "998125, Верхнеозёрская область, дер. Ключи, д. 40",
				OGRN:    ogrn("124980000522"), INN: organisationINN("980100522"), KPP: "980101001"},
			{Name: farmer, Country: russia, Address: "998125, Верхнеозёрская область, дер. Ключи, д. 7",
				OGRN: ogrnip("32498000000117"), INN: personINN("9801250071"), SNILS: snils("998765412"), Passport: "паспорт 98 07 000774"},
		},
		Grounds:            []ground{groundEmployer, groundTransferByAuthor},
		CreationYear:       2024,
		PublicationCountry: russia, PublicationYear: 2025,
		Authors: []author{
			{Name: "Смородинов Архип Денисович", Born: "1977-11-02", Citizenship: "Российская Федерация",
				Country: "Российская Федерация", Address: "998120, Верхнеозёрская область, пос. Яблоневый, ул. Опытная, д. 14",
				Contribution: "разработка модели водного баланса почвы и алгоритма распределения воды", Mention: "named"},
			{Name: farmer, Born: "1982-05-23", Citizenship: "Российская Федерация",
				Country: "Российская Федерация", Address: "998125, Верхнеозёрская область, дер. Ключи, д. 7",
				Contribution: "постановка задачи, испытание программы в саду, разработка модуля отчётов", Mention: "named"},
		},
		Correspondence: seat + ", Смородинову А. Д.",
		Phone:          "+7 (980) 555-03-12", Email: "kaplya@vois.example",
		Abstract: "Программа предназначена для составления суточного плана полива рядов плодового сада при ограниченном запасе воды. " +
			"Область применения — садоводческие хозяйства, питомники и опытные станции. " +
			"Программа по данным о погоде вычисляет испаряемость, ведёт водный баланс корнеобитаемого слоя каждого ряда и определяет недостающий слой воды. " +
			"Если суточного запаса не хватает на все ряды, вода отдаётся прежде всего самым сухим. " +
			"Функциональные возможности: учёт осадков и влагоёмкости почвы, коэффициенты культур, план на сезон по прогнозу погоды, ведомость расхода воды по рядам, сравнение плана с показаниями влагомеров, выгрузка заданий для клапанов капельной системы.",
		Language: "C++", OS: "Windows 10, Linux", ComputerType: "персональный компьютер", Size: "860 Кб",
		Listing: "drip",
		Signatures: []signature{
			{Name: "Садовская Ирина Витальевна", Position: "Директор института", Date: "2026-03-11", Electronic: "98 02 11 C4"},
			{Name: "Ключников Борис Львович", Position: "Генеральный директор", Date: "2026-03-11", Electronic: "98 02 11 D7"},
			{Name: farmer, Date: "2026-03-12", Electronic: "98 02 12 0A"},
		},
		Fee: &payment{Amount: 4500, On: "2026-03-10", Document: "платежное поручение № 57",
			Payer: "АО «Сады Заречья»", PayerINN: organisationINN("980100522"), PayerKPP: "980101001",
			Bank: "БАНК «ДОЛИНА» (АО) г. Светлоречье", Account: "40702810098000000057", UIN: "16898000000000000057"},
	}
}

// counting is a program of a person who writes under a pseudonym.
func counting() application {
	name := "Ольхина Северина Павловна"
	home := "998030, Верхнеозёрская область, г. Каменный Брод, ул. Школьная, д. 9, кв. 2"
	return application{
		Kind:  "program",
		Title: "Тренажёр устного счёта для начальной школы «Счётный лес»",
		Holders: []holder{{Name: name, Country: russia, Address: home,
			INN: personINN("9801300092"), SNILS: snils("998765423"), Passport: "паспорт 98 19 000518"}},
		Grounds:      []ground{groundAuthor},
		CreationYear: 2025, PublicationCountry: russia, PublicationYear: 2025,
		Authors: []author{{Name: name, Born: "1993-12-30", Citizenship: "Российская Федерация",
			Country: "Российская Федерация", Address: home,
			Contribution: "сценарий, рисунки, алгоритм подбора заданий и исходный текст программы", Mention: "named"}},
		Correspondence: home + ", Ольхиной Северине Павловне",
		Phone:          "+7 (980) 555-04-76", Email: "olkhina@kamenny-brod.example",
		Abstract: "Программа предназначена для упражнений в устном счёте учащихся начальной школы. " +
			"Область применения — общеобразовательные школы, группы продлённого дня и домашние занятия. " +
			"Ученик проходит по лесу от опушки к чаще: на каждой ступени растут числа и добавляются действия. " +
			"Программа запоминает примеры, в которых допущены ошибки, и чаще предлагает их снова, пока они не будут решены верно несколько раз подряд. " +
			"Быстрые ответы без ошибок сокращают путь. Оценки не выставляются, время не ограничено. " +
			"Функциональные возможности: четыре ступени сложности, повторение трудных примеров, сохранение достигнутой ступени, крупный шрифт, работа без подключения к сети, ведомость ошибок для учителя.",
		Language: "JavaScript", OS: "любая, поддерживающая веб-обозреватель", ComputerType: "персональный компьютер, планшет", Size: "412 Кб",
		Listing:    "counting",
		Signatures: []signature{{Name: name, Date: "2026-03-16", Electronic: "98 03 52 18"}},
		Fee: &payment{Amount: 3000, On: "2026-03-13", Document: "чек-ордер № 902",
			Payer: name, PayerINN: personINN("9801300092"), UIN: "16898000000000000902"},
	}
}

// storeroom is a program of a small workshop.
func storeroom() application {
	seat := "998040, Верхнеозёрская область, г. Олений Плёс, Слесарный пр-д, д. 2, стр. 3"
	inn := organisationINN("980100638")
	return application{
		Kind:  "program",
		Title: "Программа учёта инструмента мастерской «Кладовая»",
		Holders: []holder{{Name: "Общество с ограниченной ответственностью «Ремонтные мастерские «Храповик»", Organisation: true,
			Country: russia, Address: seat, OGRN: ogrn("125980000638"), INN: inn, KPP: "980201001"}},
		Grounds:      []ground{groundEmployer},
		CreationYear: 2026,
		Authors: []author{{Name: "Тисков Родион Глебович", Born: "1988-07-14", Citizenship: "Российская Федерация",
			Country: "Российская Федерация", Address: "998040, Верхнеозёрская область, г. Олений Плёс, ул. Заводская, д. 31, кв. 54",
			Contribution: "разработка исходного текста программы, отладка и подготовка руководства", Mention: "named"}},
		Correspondence: seat + ", ООО «Ремонтные мастерские «Храповик», отдел кадров",
		Phone:          "+7 (980) 555-05-30", Email: "hrapovik@oleny-ples.example",
		Abstract: "Программа предназначена для учёта ручного и измерительного инструмента в ремонтной мастерской. " +
			"Область применения — мастерские, депо, учебно-производственные участки. " +
			"Программа хранит карточку каждого инструмента, записывает выдачу и возврат, не даёт выдать инструмент с истекшим сроком проверки и показывает, что находится на полке, на руках и в ремонте. " +
			"История движения не удаляется и не изменяется. " +
			"Функциональные возможности: поиск по номеру и названию, ведомость должников, перечень инструмента, подлежащего проверке к заданному дню, отметка о поломке при возврате, списание, печать карточек с номером, работа с устройством чтения штриховых кодов.",
		Language: "C#", OS: "Windows 10 и выше", ComputerType: "персональный компьютер", Size: "3,4 Мб",
		Listing:    "store",
		Signatures: []signature{{Name: "Храпов Игнат Савельевич", Position: "Директор", Date: "2026-03-17"}},
		Fee: &payment{Amount: 4500, On: "2026-03-16", Document: "платежное поручение № 33",
			Payer: "ООО «Ремонтные мастерские «Храповик»", PayerINN: inn, PayerKPP: "980201001",
			Bank: "БАНК «ДОЛИНА» (АО) г. Олений Плёс", Account: "40702810098000000033", UIN: "16898000000000000033"},
	}
}
