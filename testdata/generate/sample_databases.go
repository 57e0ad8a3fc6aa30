package main

import "vestnik/pipeline"

func database1259() sample {
	seat := "998001, Верхнеозёрская область, г. Светлоречье, Соборная пл., д. 6"
	inn := organisationINN("980100744")
	name := "Государственное бюджетное учреждение культуры «Музей Приозёрного края»"
	a := application{
		Kind:       "database-1259",
		Title:      "База данных говоров Приозёрного края",
		OtherTitle: "«Приозёрный словарь»",
		Holders: []holder{{Name: name, Organisation: true, Country: russia, Address: seat,
			OGRN: ogrn("102980000744"), INN: inn, KPP: "980101001"}},
		Grounds:       []ground{groundEmployer},
		CreationYear:  2025,
		StateContract: "№ 0198200000125000017 от 14.05.2025",
		Customer:      "Министерство культуры Верхнеозёрской области",
		Authors: []author{
			{Name: "Говоркова Агафья Тихоновна", Born: "1969-02-11", Citizenship: "Российская Федерация", Country: "Российская Федерация",
				Address:      "998001, Верхнеозёрская область, г. Светлоречье, ул. Музейная, д. 2, кв. 11",
				Contribution: "отбор слов, составление словарных статей и разметка записей", Mention: "named"},
			{Name: "Тенетов Лука Ефимович", Born: "1995-08-19", Citizenship: "Российская Федерация", Country: "Российская Федерация",
				Address:      "998001, Верхнеозёрская область, г. Светлоречье, ул. Речная, д. 21, кв. 5",
				Contribution: "разработка структуры базы данных и загрузка карточек", Mention: "named"},
		},
		Correspondence: seat + ", ГБУК «Музей Приозёрного края»",
		Phone:          "+7 (980) 555-06-01", Email: "slovar@museum-priozerye.example",
		Abstract: "База данных предназначена для хранения и изучения слов местных говоров, записанных в деревнях Приозёрного края в 1968–2024 годах. " +
			"Область применения — диалектология, краеведение, школьное и музейное дело. " +
			"Каждая запись содержит слово, помету, значение, пункт и год записи, номер рассказчика и отрывок речи. Подбор и расположение записей выполнены составителями: слова объединены в гнёзда по происхождению и связаны с картой пунктов. " +
			"Функциональные возможности: поиск по слову, значению и пункту записи, отбор по годам, сравнение говоров двух пунктов, составление указателей и карт распространения слова, выгрузка словарных статей для печати.",
		DBMS: "PostgreSQL 16", OS: "Linux", ComputerType: "сервер архитектуры x86-64", Size: "38 Мб",
		Listing:    "dialect",
		Signatures: []signature{{Name: "Соборнова Вера Ильинична", Position: "Директор музея", Date: "2026-03-18", Electronic: "98 04 18 6B"}},
		Fee: &payment{Amount: 4500, On: "2026-03-16", Document: "платежное поручение № 204",
			Payer: "ГБУК «Музей Приозёрного края»", PayerINN: inn, PayerKPP: "980101001",
			Bank: "ОТДЕЛЕНИЕ СВЕТЛОРЕЧЬЕ", Account: "03224643980000000204", UIN: "16898000000000000204"},
	}
	files := electronic(a, paymentOrderPaper())
	files = append(files, file{"Дополнение РП-ДОП.pdf", []paper{furtherAuthorsPaper()}, textPDF{}})
	return sample{
		Name:        "database-1259",
		About:       "База данных — составное произведение (ст. 1259 п. 4), создана по государственному контракту, два автора",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-19T12:30:00+03:00",
		Application: a,
		Files:       files,
		Expect:      expectTruth{Accept: true, Why: "заявка полна; запись вносится в Реестр баз данных", Fee: feeConfirmed},
	}
}

func database1334() sample {
	name := "Ключевской Назар Матвеевич"
	home := "998051, Верхнеозёрская область, с. Подлесье, ул. Родниковая, д. 18"
	a := application{
		Kind:  "database-1334",
		Title: "Каталог родников Верхнеозёрской области",
		Holders: []holder{{Name: name, Country: russia, Address: home,
			OGRN: ogrnip("32498000000224"), INN: personINN("9801510182"), SNILS: snils("998765434"), Passport: "паспорт 98 11 000662"}},
		Grounds:      []ground{groundTransferByAuthor},
		CreationYear: 2024, PublicationCountry: russia, PublicationYear: 2024,
		Costs:    "обследование 12 480 источников, 1 940 000 рублей, семь полевых сезонов",
		Elements: "12480", RenewalYear: 2025,
		AuthorsRefused: true,
		Correspondence: home + ", ИП Ключевскому Н. М.",
		Phone:          "+7 (980) 555-07-18", Email: "rodniki@podlesye.example",
		Abstract: "База данных содержит сведения об источниках подземных вод, выходящих на поверхность в пределах Верхнеозёрской области, собранные при полевых обследованиях 2019–2025 годов. " +
			"Область применения — водоснабжение, охрана природы, туризм, составление карт. " +
			"Для каждого источника указаны название, поселение, координаты, расход воды, год обследования, вид и жёсткость воды, состояние каптажа и подъезда. Сведения проверены повторными выездами; создание базы потребовало существенных затрат на сбор и обработку материалов. " +
			"Функциональные возможности: отбор по району, расходу и качеству воды, поиск ближайших источников, выгрузка в таблицу и на карту, учёт повторных обследований, перечень источников, требующих расчистки.",
		DBMS: "SQLite 3.45", OS: "Windows, Linux", ComputerType: "персональный компьютер", Size: "17 Мб",
		Listing:    "springs",
		Signatures: []signature{{Name: name, Date: "2026-03-20", Electronic: "98 04 20 91"}},
		Fee: &payment{Amount: 3000, On: "2026-03-19", Document: "чек-ордер № 1183",
			Payer: name, PayerINN: personINN("9801510182"), UIN: "16898000000000001183"},
	}
	return sample{
		Name:        "database-1334",
		About:       "База данных изготовителя (ст. 1334 п. 3): существенные затраты, число элементов, год обновления; авторы не указаны",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-03-20T15:05:00+03:00",
		Application: a,
		Files:       electronic(a, receiptPaper()),
		Expect:      expectTruth{Accept: true, Why: "заявка полна; запись вносится в Реестр баз данных", Fee: feeConfirmed},
	}
}
