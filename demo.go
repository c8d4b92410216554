package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"mutasi/service"
)

// progress shows long work on a terminal: a line that rewrites itself, or a line every few seconds elsewhere.
func (e *env) progress() service.Progress {
	var last time.Time
	start := time.Now()
	terminal := false
	if f, ok := e.out.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			terminal = info.Mode()&os.ModeCharDevice != 0
		}
	}
	return func(stage string, done, total int) {
		if done < total && time.Since(last) < map[bool]time.Duration{true: 100 * time.Millisecond, false: 2 * time.Second}[terminal] {
			return
		}
		last = time.Now()
		lead, end := "", "\n"
		if terminal {
			lead = "\r\033[K"
			if done < total {
				end = ""
			}
		}
		_, _ = fmt.Fprintf(e.out, "%ssample city: %s %d of %d (%.1f s)%s", lead, stage, done, total, time.Since(start).Seconds(), end)
	}
}

// printDemo tells the reader where to look and what to type first.
func printDemo(e *env, base string) {
	var b strings.Builder
	fmt.Fprintf(&b, "\nMutasi serves the sample city at %s\nReference: %s/docs\n\nAccounts (password %s):\n", base, base, service.DemoPassword)
	for _, a := range service.DemoAccounts {
		fmt.Fprintf(&b, "  %-8s %s\n", a.Username, a.Role)
	}
	fmt.Fprintf(&b, `
Try:
  TOKEN=$(curl -s %[1]s/v1/auth/login -H 'Content-Type: application/json' -d '{"username":"hr","password":"%[2]s"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
  curl -s "%[1]s/v1/staff?q=sri&limit=3&fields=nip,name,rank" -H "Authorization: Bearer $TOKEN"
  curl -s "%[1]s/v1/proposals?state=submitted&expand=staff" -H "Authorization: Bearer $TOKEN"

`, base, service.DemoPassword)
	_, _ = fmt.Fprint(e.out, b.String())
}
