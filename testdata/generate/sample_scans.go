package main

import "vestnik/pipeline"

// onPaper returns the application as it is signed in ink.
func onPaper(a application) application {
	for i := range a.Signatures {
		a.Signatures[i].Electronic = ""
	}
	return a
}

func cleanScan() sample {
	a := onPaper(granary())
	a.Title = "Система наблюдения за температурой семян «Термоподвеска-Семена»"
	return sample{
		Name:        "clean-scan.pdf",
		About:       "Бумажная заявка, ровный скан 200 точек на дюйм без текстового слоя",
		Channel:     pipeline.Window,
		ReceivedAt:  "2026-03-10T11:20:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 200, Blur: 0.5, Noise: 3, Quality: 50},
			statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "скан читается, заявка полна", Fee: feeConfirmed},
	}
}

func skewedScan() sample {
	a := onPaper(counting())
	a.Title = "Тренажёр устного счёта для сельской школы «Счётный лес. Тетрадь»"
	return sample{
		Name:        "skewed-scan.pdf",
		About:       "Скан 200 точек на дюйм с перекосом 2° и тенью от крышки",
		Channel:     pipeline.Window,
		ReceivedAt:  "2026-03-30T10:25:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 200, Skew: 2, Blur: 0.6, Light: 0.12, Noise: 3, Quality: 45},
			statementPaper(), abstractPaper(), depositPaper(), receiptPaper()),
		Expect: expectTruth{Accept: true, Why: "после выравнивания скан читается", Fee: feeConfirmed},
	}
}

func faxScan() sample {
	a := onPaper(storeroom())
	a.Title = "Программа учёта инструмента депо «Кладовая-Депо»"
	return sample{
		Name:        "fax-150dpi.pdf",
		About:       "Скан как с факса: 150 точек на дюйм, два цвета, крапины и сбитые строки",
		Channel:     pipeline.Post,
		ReceivedAt:  "2026-03-31T09:30:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 150, Skew: 0.3, Blur: 0.45, Noise: 9, Speckles: 260, Threshold: 168, Dropout: 0.004},
			statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "прочесть можно, но не всё уверенно", Fee: feeConfirmed,
			Person: []string{"поля, прочитанные неуверенно"}},
	}
}

func multipageTIFF() sample {
	a := onPaper(garden())
	a.Title = "Программа учёта расхода воды «Капля-Счёт»"
	a.Holders = a.Holders[1:2]
	a.Authors = a.Authors[:1]
	a.Signatures = a.Signatures[1:2]
	a.Correspondence = "998125, Верхнеозёрская область, дер. Ключи, д. 40, АО «Сады Заречья»"
	a.Email = "office@sady-zarechya.example"
	return sample{
		Name:        "multipage.tiff",
		About:       "Многостраничный TIFF, два цвета, 200 точек на дюйм: заявление, реферат, листинг, платежное поручение",
		Channel:     pipeline.Window,
		ReceivedAt:  "2026-04-01T12:00:00+03:00",
		Application: a,
		Files: whole(tiffScan{scan{DPI: 200, Blur: 0.4, Noise: 5, Threshold: 160}},
			statementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "все страницы TIFF прочитаны", Fee: feeConfirmed},
	}
}

func stampedScan() sample {
	a := onPaper(storeroom())
	a.Title = "Программа учёта поверки средств измерений «Кладовая-Поверка»"
	return sample{
		Name:        "stamped-scan.pdf",
		About:       "Цветной скан заявления: круглая печать поверх подписи и штамп приёма в углу, страница реферата вверх ногами",
		Channel:     pipeline.Window,
		ReceivedAt:  "2026-04-02T15:40:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 150, Colour: true, Skew: -0.5, Blur: 0.4, Light: 0.08, Noise: 3, Quality: 50, UpsideDown: []int{3}},
			stampedStatementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "печать не закрыла сведений, без которых заявку нельзя принять", Fee: feeConfirmed},
	}
}

func olderForm() sample {
	a := onPaper(granary())
	a.Title = "Программа составления графика завоза зерна «Обоз»"
	a.Contacts = ""
	a.Phone, a.Fax = "(980) 555-02-40", ""
	return sample{
		Name:        "older-form-rp.pdf",
		About:       "Заявление на прежнем бланке РП (лицевая и оборотная стороны), заполнено на пишущей машинке, скан",
		Channel:     pipeline.Post,
		ReceivedAt:  "2026-04-03T10:50:00+03:00",
		Application: a,
		Files: whole(scan{DPI: 200, Skew: 0.6, Blur: 0.6, Light: 0.1, Noise: 4, Quality: 45},
			olderStatementPaper(), abstractPaper(), depositPaper(), paymentOrderPaper()),
		Expect: expectTruth{Accept: true, Why: "сведения те же, что на нынешнем бланке", Fee: feeConfirmed,
			Person: []string{"заявление подано на бланке прежней формы"}},
	}
}
