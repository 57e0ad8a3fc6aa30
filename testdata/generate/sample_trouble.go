package main

import "vestnik/pipeline"

func unsigned() sample {
	a := counting()
	a.Title = "Тренажёр таблицы умножения «Счётный лес 2»"
	a.Signatures = nil
	a = onPaper(a)
	return sample{
		Name:        "unsigned.pdf",
		About:       "Заявление без подписи, имени и даты в графе 11",
		Channel:     pipeline.Post,
		ReceivedAt:  "2026-04-06T09:15:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 200, Skew: 0.3, Blur: 0.5, Noise: 3, Quality: 45},
			statementPaper(), abstractPaper(), depositPaper(), receiptPaper()),
		Expect: expectTruth{Accept: true, Why: "основания отказа в приёме нет, но заявление не подписано", Fee: feeConfirmed,
			Person: []string{"нет подписи заявителя: нужен запрос"}},
	}
}

func unpaidFee() sample {
	a := garden()
	a.Title = "Программа прогноза заморозков в саду «Иней»"
	a.Holders, a.Authors, a.Signatures = a.Holders[1:2], a.Authors[:1], a.Signatures[1:2]
	a.Correspondence = "998125, Верхнеозёрская область, дер. Ключи, д. 40, АО «Сады Заречья»"
	a.Email = "office@sady-zarechya.example"
	a.Abstract = "Программа предназначена для предупреждения о ночных заморозках в плодовом саду. " +
		"Область применения — садоводческие хозяйства, питомники и метеорологические посты. " +
		"Программа по вечерним измерениям температуры и влажности воздуха в нескольких точках сада, облачности и скорости ветра вычисляет ожидаемый минимум температуры у земли и у кроны и вероятность повреждения цветков. " +
		"При превышении порога агроному отправляется предупреждение с указанием рядов, которые следует защитить в первую очередь. " +
		"Функциональные возможности: учёт уклона и близости воды, настройка порогов по сортам и фазам развития, журнал предупреждений, сравнение прогноза с измерениями, печать сводки за весну."
	a.Fee = nil
	return sample{
		Name:        "fee-unpaid.pdf",
		About:       "Документа об уплате пошлины нет, графа 9 не заполнена",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-04-07T13:35:00+03:00",
		Application: a,
		Files:       whole(textPDF{}, statementPaper(), abstractPaper(), depositPaper()),
		Expect: expectTruth{Accept: true, Why: "заявка принимается; уплата не подтверждена, направляется уведомление о начислении пошлины (п. 64)", Fee: feeMissing,
			Person: []string{"уплата пошлины по данным ГИС ГМП"}},
	}
}

func underpaidFee() sample {
	a := storeroom()
	a.Title = "Программа составления нарядов мастерской «Наряд»"
	a.Signatures[0].Electronic = "98 06 08 77"
	a.Fee.Amount = 3000
	a.Fee.Document = "платежное поручение № 34"
	return sample{
		Name:        "fee-underpaid.pdf",
		About:       "Организация уплатила 3000 рублей вместо 4500",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-04-08T10:05:00+03:00",
		Application: a,
		Files:       whole(textPDF{}, statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "размер пошлины меньше установленного для организации (п. 29), направляется уведомление о начислении (п. 64)", Fee: feeUnderpaid,
			Person: []string{"размер уплаченной пошлины"}},
	}
}

func wrongINN() sample {
	a := granary()
	a.Title = "Программа учёта лабораторных проб зерна «Проба»"
	good := a.Holders[0].INN
	last := (good[9]-'0'+3)%10 + '0'
	a.Holders[0].INN = good[:9] + string(rune(last))
	return sample{
		Name:        "wrong-inn.pdf",
		About:       "Контрольная цифра ИНН правообладателя не сходится (в платежном поручении ИНН верный)",
		Channel:     pipeline.Site,
		ReceivedAt:  "2026-04-09T16:00:00+03:00",
		Application: a,
		Files:       whole(textPDF{}, statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "основания отказа в приёме нет", Fee: feeConfirmed,
			Person: []string{"контрольная цифра ИНН правообладателя не сходится"}},
	}
}

func notRussian() sample {
	return sample{
		Name:       "not-in-russian.pdf",
		About:      "Заявление и реферат на английском языке, на бланке заявителя",
		Channel:    pipeline.Post,
		ReceivedAt: "2026-04-10T11:45:00+03:00",
		Files: whole(textPDF{},
			paper{pipeline.UnknownKind, drawEnglishStatement},
			paper{pipeline.UnknownKind, drawEnglishAbstract}),
		Unread: true,
		Expect: expectTruth{Accept: false, Why: "нет заявления на русском языке (Порядок, п. 2 подп. 1)", Fee: feeMissing,
			Person: []string{"отказ в приёме подтверждает сотрудник"}},
	}
}

func illegible() sample {
	a := onPaper(storeroom())
	return sample{
		Name:        "illegible.pdf",
		About:       "Скан, по которому ничего нельзя прочесть: размыт, засвечен, забит шумом",
		Channel:     pipeline.Post,
		ReceivedAt:  "2026-04-13T10:30:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 72, Skew: 4, Blur: 3.2, Light: 0.45, Noise: 34, Speckles: 2500, Quality: 20},
			paper{pipeline.UnknownKind, drawStatement}),
		Unread: true,
		Expect: expectTruth{Accept: false, Why: "заявление не поддаётся прочтению (Порядок, п. 2 подп. 2)", Fee: feeMissing,
			Person: []string{"прочесть бумажный подлинник"}},
	}
}

func notAnApplication() sample {
	return sample{
		Name:       "supply-contract.pdf",
		About:      "Не заявка: договор поставки мешков, попавший в почту по ошибке",
		Channel:    pipeline.Post,
		ReceivedAt: "2026-04-14T09:50:00+03:00",
		Files:      whole(textPDF{}, paper{pipeline.UnknownKind, drawSupplyContract}),
		Unread:     true,
		Expect: expectTruth{Accept: false, Why: "нет заявления о регистрации", Fee: feeMissing,
			Person: []string{"решить, что делать с бумагой: это не заявка"}},
	}
}
