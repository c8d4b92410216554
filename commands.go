package main

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/service"
)

type migrateStatusCmd struct{}

// Run lists the schema versions and when each was applied.
func (migrateStatusCmd) Run(e *env) error {
	st, err := repository.Open(e.ctx, e.set.DB, repository.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	states, err := st.MigrationStatus(e.ctx)
	if err != nil {
		return err
	}
	for _, s := range states {
		when := "pending"
		if !s.AppliedAt.IsZero() {
			when = s.AppliedAt.UTC().Format(time.RFC3339)
		}
		if _, err := fmt.Fprintf(e.out, "%05d  %-22s %s\n", s.Version, when, s.Name); err != nil {
			return err
		}
	}
	return nil
}

type userCmd struct {
	Create userCreateCmd `cmd:"" help:"Create an account; the password is read from standard input, or made up with --generate."`
}

type userCreateCmd struct {
	Username string   `help:"Name to sign in with." required:""`
	Role     []string `help:"Role; repeat for several." required:"" enum:"admin,hr,unit_head,pyb,ppk,staff,auditor,service"`
	Name     string   `help:"Full name."`
	NIP      string   `help:"The civil servant behind the account." name:"nip"`
	Unit     string   `help:"Code of the unit that a unit_head answers for."`
	Generate bool     `help:"Make up a password and print it."`
}

// Run creates one account.
func (cmd *userCreateCmd) Run(e *env) error {
	svc, st, err := e.service()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	in := domain.UserInput{Username: cmd.Username, Name: cmd.Name}
	for _, r := range cmd.Role {
		in.Roles = append(in.Roles, domain.Role(r))
	}
	tx := st.Read(e.ctx)
	if cmd.NIP != "" {
		if in.StaffID, err = repository.StaffIDByNIP(tx, domain.AllRows, cmd.NIP); err != nil {
			return fmt.Errorf("--nip: %w", err)
		}
	}
	if cmd.Unit != "" {
		u, err := repository.Units.GetBy(tx, domain.AllRows, "code", cmd.Unit)
		if err != nil {
			return fmt.Errorf("--unit: %w", err)
		}
		in.UnitID = u.ID
	}
	if cmd.Generate {
		in.Password = service.RandomPassword()
	} else {
		line, err := bufio.NewReader(e.in).ReadString('\n')
		if in.Password = strings.TrimRight(line, "\r\n"); in.Password == "" {
			return fmt.Errorf("no password on standard input (%v); --generate makes one up", err)
		}
	}
	u, err := svc.CreateUser(e.ctx, in)
	if err != nil {
		return err
	}
	if _, err = fmt.Fprintf(e.out, "created %s (%s)\n", u.Username, u.ID); err == nil && cmd.Generate {
		_, err = fmt.Fprintln(e.out, "password:", in.Password)
	}
	return err
}

type keyCmd struct {
	Rotate keyRotateCmd `cmd:"" help:"Sign access tokens with a new key; the old one verifies until its last token has expired."`
}

type keyRotateCmd struct{}

// Run makes a new signing key, which all instances use within seconds.
func (keyRotateCmd) Run(e *env) error {
	svc, st, err := e.service()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	return svc.RotateKey(e.ctx)
}

type doctorCmd struct{}

// Run checks the register and lists every finding.
func (doctorCmd) Run(e *env) error {
	svc, st, err := e.service()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	findings, err := svc.Doctor(e.ctx)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if _, err := fmt.Fprintln(e.out, f); err != nil {
			return err
		}
	}
	if len(findings) > 0 {
		return fmt.Errorf("%d findings", len(findings))
	}
	_, err = fmt.Fprintln(e.out, "the register is true: nothing to report")
	return err
}
