package main

import (
	"slices"

	"vestnik/pipeline"
)

// sower is an open licence for an invention of an organisation.
func sower() licence {
	seat := "998106, Верхнеозёрская область, г. Пашенный, ул. Заводская, д. 18"
	return licence{
		Object: "invention", Patents: []string{"2798041"},
		Title: "Сошник зерновой сеялки с упругой подвеской",
		Holders: []holder{{Name: "Акционерное общество «Пашенский завод сеялок»", Organisation: true, Country: russia, Address: seat,
			OGRN: ogrn("118980000741"), INN: organisationINN("980600741"), KPP: "980601001"}},
		Conditions:     "Вознаграждение — 2 процента отпускной цены каждой сеялки, уплачивается ежеквартально. Срок — до окончания действия патента. Территория — Российская Федерация. Способы использования — изготовление и продажа.",
		Correspondence: seat + ", АО «Пашенский завод сеялок»",
		Phone:          "+7 (980) 555-06-41", Email: "patent@pashensky-zavod.example",
		Attachments: []string{"Документ об уплате патентной пошлины на 1 л."},
		Signatures:  []signature{{Name: "Бороздин Еремей Лукич", Position: "Генеральный директор", Date: "2026-03-10"}},
	}
}

// gauge is an open licence for a utility model of a person.
func gauge() licence {
	home := "998014, Верхнеозёрская область, г. Светлоречье, ул. Мельничная, д. 4, кв. 17"
	name := "Вересов Тимофей Аркадьевич"
	return licence{
		Object: "utility-model", Patents: []string{"219305"},
		Title: "Рейка водомерная складная",
		Holders: []holder{{Name: name, Country: russia, Address: home,
			INN: personINN("9801140023"), SNILS: snils("998765401")}},
		Conditions:     "Разовый платёж 15 000 рублей. Срок — три года со дня заключения договора. Территория — Российская Федерация.",
		Correspondence: home + ", Вересову Тимофею Аркадьевичу",
		Phone:          "+7 (980) 555-01-17", Email: "veresov@svetlorechye.example",
		Attachments: []string{"нет"},
		Signatures:  []signature{{Name: name, Date: "2026-03-12"}},
	}
}

// crate is an open licence for a design of three holders with a representative.
func crate() licence {
	orchard := "998125, Верхнеозёрская область, дер. Ключи, д. 40"
	return licence{
		Object: "design", Patents: []string{"137264"},
		Title: "Ящик для яблок",
		Holders: []holder{
			{Name: "Акционерное общество «Сады Заречья»", Organisation: true, Country: russia, Address: orchard,
				OGRN: ogrn("124980000522"), INN: organisationINN("980100522"), KPP: "980101001"},
			{Name: "Грушин Елисей Фомич", Country: russia, Address: "998125, Верхнеозёрская область, дер. Ключи, д. 7",
				INN: personINN("9801250071"), SNILS: snils("998765412")},
			{Name: "Яблочкина Пелагея Саввична", Country: russia, Address: "998120, Верхнеозёрская область, пос. Яблоневый, ул. Садовая, д. 22",
				INN: personINN("9801250184"), SNILS: snils("998765434")},
		},
		Conditions:     "Безвозмездно, при условии указания имён патентообладателей на изделии. Срок — пять лет. Территория — Верхнеозёрская область.",
		Correspondence: "998009, Верхнеозёрская область, г. Светлоречье, а/я 98, Поверенной Злате Георгиевне",
		Phone:          "+7 (980) 555-09-64", Email: "poverennaya@svetlorechye.example",
		Representative: "Поверенная Злата Георгиевна", Deed: "№ 7 от 02.03.2026",
		Attachments: []string{"Доверенность от Яблочкиной П. С. на 1 л."},
		Signatures: []signature{
			{Name: "Ключников Борис Львович", Position: "Генеральный директор", Date: "2026-03-11"},
			{Name: "Грушин Елисей Фомич", Date: "2026-03-12"},
			{Name: "Поверенная Злата Георгиевна", Position: "Представитель по доверенности", Date: "2026-03-13"},
		},
	}
}

// asLicence makes a filing of the papers of an open licence.
func asLicence(l licence, s sample) sample {
	s.States = l.fields()
	s.Expect.Fee = feeMissing
	return s
}

func licenceInvention() sample {
	l := sower()
	return asLicence(l, sample{
		Name: "licence-invention.pdf", About: "Заявление об открытой лицензии на изобретение, бланк с текстовым слоем",
		Channel: pipeline.Window, ReceivedAt: "2026-03-11T10:20:00+03:00",
		Files:  whole(textPDF{}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "оснований отказа в приёме (п. 25) нет"},
	})
}

func licenceUtilityModel() sample {
	l := gauge()
	return asLicence(l, sample{
		Name: "licence-utility-model-scan.pdf", About: "Заявление об открытой лицензии на полезную модель, скан 200 точек на дюйм",
		Channel: pipeline.Post, ReceivedAt: "2026-03-16T11:05:00+03:00",
		Files:  whole(scan{DPI: 200, Skew: 0.5, Blur: 0.5, Light: 0.08, Noise: 3, Quality: 45}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "оснований отказа в приёме (п. 25) нет"},
	})
}

func licenceDesign() sample {
	l := crate()
	l.Title = "Лоток для ягод"
	l.Patents = []string{"138870"}
	l.Holders, l.Signatures = l.Holders[:1], l.Signatures[:1]
	l.Signatures[0].Electronic = "98 07 11 3E"
	l.Representative, l.Deed = "", ""
	l.Correspondence = l.Holders[0].Address + ", АО «Сады Заречья»"
	l.Phone, l.Email = "+7 (980) 555-03-12", "office@sady-zarechya.example"
	l.Attachments = []string{"нет"}
	return asLicence(l, sample{
		Name: "licence-design-epgu.zip", About: "Заявление об открытой лицензии на промышленный образец через Единый портал: PDF и файл подписи",
		Channel: pipeline.EPGU, ReceivedAt: "2026-03-13T20:14:00+03:00",
		Files: []file{
			{"Заявление об открытой лицензии.pdf", []paper{l.paper()}, textPDF{}},
			{"Заявление об открытой лицензии.pdf.sig", []paper{{pipeline.UnknownKind, drawNothing}}, detachedSignature{}},
		},
		Expect: expectTruth{Accept: true, Why: "оснований отказа в приёме (п. 25) нет", Person: []string{"требования пп. 46–54 к электронной подаче: текста этих пунктов нет"}},
	})
}

func licenceThreeHolders() sample {
	l := crate()
	deed := application{Holders: l.Holders[2:], Attorney: &attorney{
		Principal: "Яблочкина Пелагея Саввична", Authority: "проживающая по адресу: " + l.Holders[2].Address,
		To: "Поверенную Злату Георгиевну", Passport: "паспорт 98 12 000940",
		Matter: "открытой лицензии на промышленный образец по патенту № 137264",
		Place:  "пос. Яблоневый", DateInWords: "второе марта две тысячи двадцать шестого года", Date: "2026-03-02", Term: "на один год",
		Powers:    []string{"подписывать и подавать заявления и ходатайства;", "получать уведомления и запросы."},
		Signatory: signature{Name: "Яблочкина Пелагея Саввична"},
	}}
	return asLicence(l, sample{
		Name: "licence-three-holders", About: "Три патентообладателя, две подписи и представитель третьего с доверенностью (цветной скан)",
		Channel: pipeline.Window, ReceivedAt: "2026-03-16T15:30:00+03:00", Application: deed,
		Files: []file{
			{"Заявление.pdf", []paper{l.paper()}, textPDF{}},
			{"Доверенность.pdf", []paper{powerOfAttorneyPaper()}, scan{DPI: 150, Colour: true, Skew: 0.4, Blur: 0.5, Noise: 3, Quality: 55}},
		},
		Expect: expectTruth{Accept: true, Why: "за третьего патентообладателя подписал представитель (п. 17)", Person: []string{"подлинник или заверенная копия доверенности"}},
	})
}

// harrow is a petition to withdraw the statement of an open licence.
func harrow() licence {
	l := sower()
	l.Petition, l.Conditions = true, ""
	l.Patents, l.Title = []string{"2764412"}, "Борона пружинная секционная"
	l.Issue, l.IssueOn, l.NoOffers = "8", "2024-03-20", true
	l.Signatures[0].Date = "2026-04-17"
	return l
}

func licencePetition() sample {
	l := harrow()
	return asLicence(l, sample{
		Name: "licence-petition.pdf", About: "Ходатайство об отзыве заявления об открытой лицензии: со дня публикации прошло больше двух лет, предложений не было",
		Channel: pipeline.Window, ReceivedAt: "2026-04-20T12:10:00+03:00",
		Files:  whole(textPDF{}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "два года со дня публикации истекли 20.03.2026 (п. 18)"},
	})
}

func licencePetitionEarly() sample {
	l := harrow()
	l.Patents, l.Title = []string{"2769930"}, "Каток кольчато-шпоровый"
	l.Issue, l.IssueOn = "11", "2025-04-10"
	return asLicence(l, sample{
		Name: "licence-petition-early.pdf", About: "Ходатайство об отзыве подано раньше, чем через два года после публикации",
		Channel: pipeline.Window, ReceivedAt: "2026-04-21T09:35:00+03:00",
		Files:  whole(textPDF{}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "оснований отказа в приёме (п. 25) нет, но два года не истекли (п. 18)", Person: []string{"ходатайство преждевременно: два года истекают 10.04.2027"}},
	})
}

func licenceTwoPatents() sample {
	l := sower()
	l.Patents = []string{"2798041", "2801377"}
	l.Title = "Сошник зерновой сеялки; Высевающий аппарат"
	return asLicence(l, sample{
		Name: "licence-two-patents.pdf", About: "Одно заявление об открытой лицензии названо сразу для двух патентов",
		Channel: pipeline.Post, ReceivedAt: "2026-03-17T10:00:00+03:00",
		Files:  whole(textPDF{}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "оснований отказа в приёме (п. 25) нет, но заявление должно относиться к одному патенту (п. 17)", Person: []string{"заявление относится к двум патентам"}},
	})
}

func licenceNotRussian() sample {
	return asLicence(licence{}, sample{
		Name: "licence-in-english.pdf", About: "Заявление об открытой лицензии на английском языке, без перевода",
		Channel: pipeline.Post, ReceivedAt: "2026-03-18T13:45:00+03:00",
		Files:  whole(textPDF{}, plainLetter{kind: pipeline.UnknownKind, Top: englishLicence.Top, Heading: englishLicence.Heading, Text: englishLicence.Text, Closing: englishLicence.Closing, Signed: "Thackery"}.paper()),
		Unread: true,
		Expect: expectTruth{Accept: false, Why: "заявление представлено не на русском языке (п. 25)", Person: []string{"отказ в приёме подтверждает сотрудник"}},
	})
}

var englishLicence = plainLetter{
	Top:     []string{"Federal Service for Intellectual Property", "Moscow", "from Northmere Analytics Limited"},
	Heading: "STATEMENT ON AN OPEN LICENCE",
	Text: []string{
		"We, Northmere Analytics Limited, proprietor of the Russian patent No. 2755118 “Float gauge for tidal basins”, declare that any person may use the invention under a licence.",
		"Terms: a royalty of three per cent of the net price, payable each quarter, for the life of the patent.",
		"Kindly enter this statement in the State Register and publish it in the official bulletin.",
	},
	Closing: []string{"Director ____________________ Edwin M. Thackery", "9 March 2026"},
}

func licenceWithoutNumber() sample {
	l := gauge()
	l.Patents = nil
	l.Title = "Рейка водомерная телескопическая"
	return asLicence(l, sample{
		Name: "licence-no-number.pdf", About: "В заявлении об открытой лицензии не указан номер патента",
		Channel: pipeline.Window, ReceivedAt: "2026-03-19T16:20:00+03:00",
		Files:  whole(textPDF{}, l.paper()),
		Expect: expectTruth{Accept: false, Why: "нет регистрационного номера патента (п. 25)", Person: []string{"отказ в приёме подтверждает сотрудник"}},
	})
}

func licenceLetter() sample {
	l := licence{
		Object: "invention", Patents: []string{"2731560"}, Title: "Способ сушки семян рапса",
		Holders: []holder{{Name: "ООО «Заречный элеватор»", Organisation: true,
			Address: "998102, Верхнеозёрская область, г. Нижнеполье, ул. Амбарная, д. 12", OGRN: ogrn("124980000321"), INN: organisationINN("980100214")}},
		Conditions: "вознаграждение 40 рублей за тонну высушенных семян, срок лицензии — два года, территория — Российская Федерация.",
		Phone:      "+7 (980) 555-02-40", Email: "patent@zarechny-elevator.example",
		Signatures: []signature{{Name: "Кленов С. Ю.", Position: "Генеральный директор", Date: "2026-03-05"}},
	}
	h := l.Holders[0]
	letter := plainLetter{
		kind: pipeline.OpenLicenceStatement,
		Top: []string{"В Федеральную службу по интеллектуальной собственности", "от " + h.Name + ",", h.Address, "ОГРН " + h.OGRN + ", ИНН " + h.INN,
			"тел. " + l.Phone, "эл. почта: " + l.Email},
		Heading: "Заявление об открытой лицензии",
		Text: []string{
			h.Name + " владеет патентом Российской Федерации на изобретение № 2 731 560 «" + l.Title + "» и готово предоставить любому лицу право использования этого изобретения.",
			"Право использования предоставляется на следующих условиях: " + l.Conditions,
			"Просим внести сведения об открытой лицензии в Государственный реестр и опубликовать их в официальном бюллетене.",
			"Приложение: документ об уплате пошлины на 1 л.",
		},
		Closing: []string{l.Signatures[0].Position + " ______________ /" + l.Signatures[0].Name + "/", "5 марта 2026 г."},
	}
	return asLicence(l, sample{
		Name: "licence-letter.docx", About: "Заявление об открытой лицензии письмом в свободной форме (DOCX), как подавали прежде",
		Channel: pipeline.EPGU, ReceivedAt: "2026-03-06T14:05:00+03:00",
		Files:  whole(letter, letter.paper()),
		Expect: expectTruth{Accept: true, Why: "соответствие форме (п. 25) решает сотрудник: утверждённой формы в источниках нет", Person: []string{"заявление не на бланке"}},
	})
}

func licenceNoisy() sample {
	l := sower()
	l.Object, l.Patents = "invention", []string{"2783356"}
	l.Title = "Высевающий аппарат с мягкой щёткой"
	l.Signatures = slices.Clone(l.Signatures)
	return asLicence(l, sample{
		Name: "licence-noisy-150dpi.pdf", About: "Заявление об открытой лицензии: скан 150 точек на дюйм с шумом и перекосом",
		Channel: pipeline.Post, ReceivedAt: "2026-03-20T10:40:00+03:00",
		Files:  whole(scan{DPI: 150, Skew: -0.8, Blur: 0.6, Light: 0.12, Noise: 9, Speckles: 180, Quality: 40}, l.paper()),
		Expect: expectTruth{Accept: true, Why: "прочесть можно, но не всё уверенно", Person: []string{"поля, прочитанные неуверенно"}},
	})
}
