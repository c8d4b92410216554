package service

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mutasi/domain"
)

// throttle slows down the guessing of passwords: per account and per address. Each instance counts for itself.
type throttle struct {
	mu       sync.Mutex
	now      func() time.Time
	accounts map[string]*rate.Limiter // tokens left are failures still allowed
	sources  map[string]*rate.Limiter
}

const (
	accountBurst  = 5
	accountRefill = 30 * time.Second
	sourceBurst   = 30
	sourceRefill  = 2 * time.Second
	maxThrottled  = 50000
)

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, accounts: map[string]*rate.Limiter{}, sources: map[string]*rate.Limiter{}}
}

// allow refuses where the account or the address has failed too often.
func (t *throttle) allow(account, address string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for l, refill := range map[*rate.Limiter]time.Duration{t.accounts[account]: accountRefill, t.sources[address]: sourceRefill} {
		if l != nil && l.TokensAt(t.now()) < 1 {
			e := domain.Errorf(domain.RateLimited, "too_many_attempts", "too many failed attempts; wait and try again")
			e.RetryAfter = int(refill / time.Second)
			return e
		}
	}
	return nil
}

func (t *throttle) failed(account, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count(t.accounts, account, accountRefill, accountBurst)
	t.count(t.sources, address, sourceRefill, sourceBurst)
}

func (t *throttle) count(m map[string]*rate.Limiter, key string, refill time.Duration, burst int) {
	if len(m) >= maxThrottled {
		for k, l := range m { // those that have recovered
			if l.TokensAt(t.now()) >= float64(burst) {
				delete(m, k)
			}
		}
	}
	if m[key] == nil {
		m[key] = rate.NewLimiter(rate.Every(refill), burst)
	}
	m[key].AllowN(t.now(), 1)
}

func (t *throttle) succeeded(account string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.accounts, account)
}
