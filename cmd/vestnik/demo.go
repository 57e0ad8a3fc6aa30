package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/desk"
)

// demoPassword opens the demo accounts. They are made only by --demo, which is
// for trying Vestnik on one's own machine.
const demoPassword = "vestnik-demo-2026"

// demoStaff is a person for every role of the regulations that may decide, so that
// four eyes can be tried.
var demoStaff = []pipeline.Account{
	{Login: "petrova", Name: "Петрова А. С., приём корреспонденции", Roles: []string{"registrar"}},
	{Login: "sidorov", Name: "Сидоров К. В., проверка пошлин", Roles: []string{"fee-officer"}},
	{Login: "ivanova", Name: "Иванова М. Н., экспертиза", Roles: []string{"examiner"}},
	{Login: "orlov", Name: "Орлов Д. И., заместитель руководителя", Roles: []string{"approver"}},
	{Login: "belova", Name: "Белова Е. Ю., редакция бюллетеня", Roles: []string{"editor"}},
	{Login: "smirnova", Name: "Смирнова Т. В., дубликаты свидетельств", Roles: []string{"duplicate-examiner", "duplicate-issuer"}},
	{Login: "gusev", Name: "Гусев П. Р., рассмотрение жалоб", Roles: []string{"complaint-officer"}},
	{Login: "zimina", Name: "Зимина О. Л., контроль", Roles: []string{"control-officer"}},
	{Login: "krylov", Name: "Крылов В. А., руководитель подразделения", Roles: []string{"unit-head"}},
	{Login: "lunina", Name: "Лунина Н. Г., справочный пункт", Roles: []string{"help-desk"}},
	{Login: "admin", Name: "Администратор", Roles: []string{"admin"}},
}

// demoAccounts makes the demo accounts that are not there yet and prints all.
func (a *app) demoAccounts(ctx context.Context, h *house) error {
	accounts := h.db.Accounts()
	fmt.Fprintf(a.out, "Учётные записи для пробы (пароль у всех: %s):\n", demoPassword)
	for _, account := range demoStaff {
		_, err := accounts.Find(ctx, account.Login)
		if errors.Is(err, pipeline.NotExist) {
			if account.PasswordHash, err = desk.HashPassword(rand.Reader, demoPassword); err == nil {
				err = accounts.Save(ctx, account)
			}
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "  %-8s — %s\n", account.Login, account.Name)
	}
	return nil
}

// takeSamples receives every sample filing of a folder; the workers do the rest.
func (a *app) takeSamples(ctx context.Context, h *house, dir string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return usageError{fmt.Errorf("--samples: %w", err)}
	}
	for _, d := range list {
		if strings.HasSuffix(d.Name(), ".truth.yaml") || strings.HasPrefix(d.Name(), ".") {
			continue
		}
		path := filepath.Join(dir, d.Name())
		files, err := a.submissionFiles(path)
		if err != nil {
			return err
		}
		if _, err := h.office.Receive(ctx, pipeline.Submission{Source: "sample:" + d.Name(), Files: files, Lane: pipeline.LaneBulk}); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "Образцы заявок приняты: %s\n", dir)
	return nil
}

// importRegister brings in a register of the past; what is in already stays.
func (a *app) importRegister(ctx context.Context, h *house, path string) error {
	const register = "programs"
	entries, _, err := readOpenData(path, register)
	if err != nil {
		return err
	}
	done, err := h.office.ImportHistory(ctx, filepath.Base(path), register, entries)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "Реестр прошлых лет: внесено записей %d, были раньше %d\n", done.Entries, len(done.Existing))
	return nil
}
