package layertest

// texts are honest texts of the kinds that filings hold; all are invented.
func texts() []text {
	return []text{
		{"statement", `Заявление о государственной регистрации программы для электронных вычислительных машин.
Правообладатель общество с ограниченной ответственностью «Северный маяк», Архангельск, набережная Северной Двины, дом 12.
Прошу зарегистрировать программу под названием «Учёт лабораторных журналов». Автор Воронцова Мария Андреевна,
дата рождения 14.03.1987, гражданка Российской Федерации, согласна с обработкой персональных данных.`},
		{"abstract", `Программа предназначена для ведения журналов измерений в испытательной лаборатории и обеспечивает
ввод результатов, расчёт неопределённости, хранение исходных файлов приборов и подготовку протоколов.
Функциональные возможности: поиск по образцам, проверка полноты записей, выгрузка сводных таблиц,
разграничение доступа сотрудников. Тип ЭВМ: IBM PC-совместимый компьютер. Язык: Go, SQL. Объём программы 14 Мб.`},
		{"capitals", `ЗАЯВЛЕНИЕ О ПРЕДОСТАВЛЕНИИ ЛЮБОМУ ЛИЦУ ПРАВА ИСПОЛЬЗОВАНИЯ ИЗОБРЕТЕНИЯ НА УСЛОВИЯХ ОТКРЫТОЙ ЛИЦЕНЗИИ
ПАТЕНТООБЛАДАТЕЛЬ ФГБОУ ВО «ПОМОРСКИЙ УНИВЕРСИТЕТ» СООБЩАЕТ, ЧТО ДОГОВОР ЗАКЛЮЧАЕТСЯ НА СРОК ДЕЙСТВИЯ ПАТЕНТА`},
		{"people", `Абдрахманов Ильдар Фаритович, Щербакова Жанна Эдуардовна, Юсупов Хабиб Магомедович, Цой Вячеслав Юрьевич,
Ткачук Богдан Остапович, Шнитникова Евгения Львовна, Эйдельман Яков Аронович, Кузнецова Любовь Фёдоровна`},
		{"requisites", `ИНН 2901000012 КПП 290101001 ОГРН 1022900000012 БИК 041117601 р/с 40702810000000000012 к/с 30101810100000000601
Сумма 4 500 руб. 00 коп. Дата 12.10.2026 Платёжное поручение № 118 УИН 16810000000000000012 КБК 16811502020016000140`},
		{"technical", `Способ получения аэрогеля, включающий гидролиз тетраэтоксисилана в присутствии щёлочи, старение геля,
замещение растворителя и сверхкритическую сушку диоксидом углерода при давлении 12 МПа и температуре 40 °C,
отличающийся тем, что перед старением вводят углеродные нанотрубки в количестве от 0,5 до 3 мас. %.`},
		{"mixed", `Драйвер обмена реализован на языке Python с применением библиотек NumPy и PostgreSQL, собирается командой make build
и запускается как служба systemd. Протокол MODBUS TCP описан в файле README.md, настройки лежат в config.yaml рядом с программой.`},
		{"english", `The present invention relates to a method of monitoring the state of a bearing unit, in which vibration signals are
recorded by two accelerometers, the spectrum of the envelope is calculated and compared with a reference stored in memory,
and a warning is issued when the deviation exceeds a threshold that depends on the speed of rotation of the shaft.`},
		{"german", `Die vorliegende Erfindung betrifft ein Verfahren zur Überwachung des Zustands einer Lagereinheit, bei dem die Signale
von zwei Beschleunigungsaufnehmern aufgezeichnet werden und das Spektrum der Hüllkurve mit einem gespeicherten Bezug verglichen wird.`},
		{"listing", `func (q *Queue) Next(ctx context.Context) (Job, error) { q.mu.Lock(); defer q.mu.Unlock(); for len(q.waiting) == 0 {
if err := ctx.Err(); err != nil { return Job{}, fmt.Errorf("next job: %w", err) } q.cond.Wait() } job := q.waiting[0]
q.waiting = q.waiting[1:]; q.running[job.ID] = time.Now(); return job, nil } // returns the oldest job that may be run now`},
		{"contents", `Введение ........................ 3 Глава 1. Обзор литературы .............. 7 Глава 2. Постановка задачи ........... 19
Глава 3. Описание алгоритма .......... 34 Заключение ........................ 58 Приложение А. Листинг ............ 61`},
		{"short", `РЕФЕРАТ`},
		{"figures", `1 234,50 17,8 0,003 145 2026 12 8 99,99 7 041 118 3,14 2,71 1,41 1 000 000 55 34 21 13 8 5`},
	}
}

type text struct{ name, words string }
