//go:build bench

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// loadResult is what one round of load measured.
type loadResult struct {
	Requests int
	PerSec   float64
	P50, P99 time.Duration
	Bytes    int64
}

// runLoad is the load generator, a process of its own: paths come on standard input, the result goes to standard output as
// JSON. Workers keep their connections and send the next request when the answer is read.
func runLoad(args []string) error {
	fs := flag.NewFlagSet("load", flag.ExitOnError)
	addr, token := fs.String("addr", "", "host:port of the server"), fs.String("token", "", "bearer token")
	workers, length := fs.Int("workers", 16, "connections"), fs.Duration("for", 5*time.Second, "how long")
	if err := fs.Parse(args); err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	paths := strings.Fields(string(text))
	requests := make([][]byte, len(paths))
	for i, p := range paths {
		requests[i] = fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nAuthorization: Bearer %s\r\n\r\n", p, *token)
	}
	took := make([][]time.Duration, *workers)
	bytes := make([]int64, *workers)
	errs := make([]error, *workers)
	start := time.Now()
	var wg sync.WaitGroup
	for i := range *workers {
		wg.Go(func() { took[i], bytes[i], errs[i] = worker(*addr, requests, start.Add(*length)) })
	}
	wg.Wait()
	elapsed := time.Since(start)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	all := slices.Concat(took...)
	slices.Sort(all)
	r := loadResult{Requests: len(all), PerSec: float64(len(all)) / elapsed.Seconds(), P50: all[len(all)/2], P99: all[len(all)*99/100]}
	for _, b := range bytes {
		r.Bytes += b
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// worker speaks just enough HTTP/1.1: a real client would take more time than the servers that are compared.
func worker(addr string, requests [][]byte, end time.Time) (took []time.Duration, bytes int64, err error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReaderSize(conn, 64<<10)
	for start := time.Now(); start.Before(end); {
		if _, err := conn.Write(requests[rand.N(len(requests))]); err != nil {
			return nil, 0, err
		}
		n, err := readAnswer(in)
		if err != nil {
			return nil, 0, err
		}
		now := time.Now()
		took, bytes, start = append(took, now.Sub(start)), bytes+int64(n), now
	}
	return took, bytes, nil
}

func readAnswer(in *bufio.Reader) (length int, err error) {
	status, err := in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if string(status) != "HTTP/1.1 200 OK\r\n" {
		return 0, fmt.Errorf("answer %q", status)
	}
	length = -1
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) == 2 {
			break
		}
		if name, value, _ := strings.Cut(string(line), ":"); strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return 0, err
			}
		}
	}
	if length < 0 {
		return 0, errors.New("an answer without Content-Length")
	}
	_, err = in.Discard(length)
	return length, err
}
