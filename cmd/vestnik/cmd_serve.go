package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"vestnik/index"
	"vestnik/index/russian"
	"vestnik/pipeline"
	"vestnik/pipeline/desk"
	"vestnik/publish"
	"vestnik/publish/fonts"
	"vestnik/publish/notice"
	"vestnik/publish/site"
	"vestnik/storage/inbox"
)

// sweepEvery is how often the journal is searched for work that no job names.
const sweepEvery = time.Minute

// followEvery is how often the search index looks for new events.
const followEvery = 500 * time.Millisecond

// servers says which parts of the house a process runs.
type servers struct {
	public, desk string // listen addresses; empty is off
	inbox        string // local folder watched for filings; empty is off
	webhook      string // listen address of the bucket's notifications; empty is off
	baseURL      string
	workers      int
	head         string // who signs certificates, by name; empty leaves a line to sign on
	samples      string // folder of sample filings taken in at the start
	register     string // open data of a register of the past, imported at the start
	chronicle    string // file of commands played into an empty store before anything else
	demo         bool   // make the demo accounts and print them
}

func (a *app) serveCommand() *cobra.Command {
	var s servers
	cmd := &cobra.Command{
		Use: "serve", Short: "Everything in one process: inbox, workers, public site, desk", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.public, "public", "127.0.0.1:8080", "address of the public site")
	f.StringVar(&s.desk, "desk", "127.0.0.1:8081", "address of the desk")
	f.StringVar(&s.inbox, "inbox", "", "folder watched for filings; inbox inside --data by default")
	f.StringVar(&s.webhook, "webhook", "", "address that takes bucket notifications as hints")
	f.StringVar(&s.baseURL, "base-url", "", "where the public site is reached; http://ADDR/ by default")
	f.IntVar(&s.workers, "workers", 2, "filings read at once")
	f.StringVar(&s.head, "head", "", "name under certificates, such as 'Орлов Д. И.'")
	f.StringVar(&s.samples, "samples", "", "take the sample filings of this folder in at the start")
	f.StringVar(&s.register, "register", "", "import this CSV of open data into the register of programs at the start")
	f.StringVar(&s.chronicle, "chronicle", "", "play the commands of this file into an empty store at the start; filings come from --samples")
	f.BoolVar(&s.demo, "demo", false, "make the demo accounts and print them")
	return cmd
}

func (a *app) workCommand() *cobra.Command {
	var s servers
	cmd := &cobra.Command{
		Use: "work", Short: "Only workers and inbox", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.inbox, "inbox", "", "folder watched for filings; inbox inside --data by default")
	f.StringVar(&s.webhook, "webhook", "", "address that takes bucket notifications as hints")
	f.IntVar(&s.workers, "workers", 2, "filings read at once")
	return cmd
}

func (a *app) siteCommand() *cobra.Command {
	var s servers
	cmd := &cobra.Command{
		Use: "site", Short: "Only the public site", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.public, "public", "127.0.0.1:8080", "address of the public site")
	f.StringVar(&s.baseURL, "base-url", "", "where the public site is reached; http://ADDR/ by default")
	return cmd
}

// serve runs the parts until the process is asked to stop.
func (a *app) serve(ctx context.Context, s servers) error {
	if s.baseURL == "" && s.public != "" {
		s.baseURL = "http://" + s.public + "/"
	}
	h, err := a.openHouse(ctx, houseOptions{reading: true, workers: s.workers, baseURL: s.baseURL})
	if err != nil {
		return err
	}
	defer h.close()
	if s.demo {
		if err := a.demoAccounts(ctx, h); err != nil {
			return err
		}
	}
	if s.chronicle != "" {
		if err := a.playChronicle(ctx, h, s.chronicle, s.samples); err != nil {
			return err
		}
	}
	if s.register != "" {
		if err := a.importRegister(ctx, h, s.register); err != nil {
			return err
		}
	}
	var letters *post
	if s.public != "" {
		if letters, err = a.openPost(h); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	if s.workers > 0 {
		if err := a.startWork(ctx, group, h, s); err != nil {
			return err
		}
	}
	var searcher pipeline.Searcher // of the public site, which alone holds the index open
	if s.public != "" {
		caught := &indexed{}
		ix, err := a.startIndex(ctx, group, h, caught)
		if err != nil {
			return err
		}
		searcher = ix
		if err := a.startSite(ctx, group, h, s, ix, a.startPost(ctx, group, h, letters, ix, caught)); err != nil {
			return err
		}
		a.startHubs(ctx, group, h)
	}
	if s.desk != "" {
		if err := a.startDesk(ctx, group, h, s, searcher); err != nil {
			return err
		}
	}
	if s.samples != "" {
		group.Go(func() error { return a.takeSamples(ctx, h, s.samples) })
	}
	if err := group.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return context.Canceled
}

// startWork starts the workers, the sweep and the inboxes.
func (a *app) startWork(ctx context.Context, group *errgroup.Group, h *house, s servers) error {
	tellLost(h.reader, a.err)
	queue := h.db.Queue()
	group.Go(func() error { return queue.Run(ctx, h.office.Work) })
	group.Go(func() error {
		return every(ctx, sweepEvery, func() {
			if n, err := h.office.Sweep(ctx, queue); err != nil {
				a.log.ErrorContext(ctx, "sweep", "error", err)
			} else if n > 0 {
				a.log.InfoContext(ctx, "sweep found work", "jobs", n)
			}
		})
	})
	dir := s.inbox
	if dir == "" {
		dir = filepath.Join(a.settings.data, "inbox")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &pipeline.Error{Op: "open inbox", Doc: dir, Kind: pipeline.Unavailable, Err: err}
	}
	watcher := inbox.New(inbox.Config{
		Objects: h.objects, Dir: dir, Apart: exchangeFolders(), Clock: a.clock(), Logger: a.log,
		Receive: func(ctx context.Context, arrival inbox.Arrival) error {
			_, err := h.office.Receive(ctx, pipeline.Submission{Source: arrival.Source, Files: arrival.Files, Lane: pipeline.LaneInbox})
			return err
		},
	})
	group.Go(func() error { return watcher.Run(ctx) })
	a.startExchange(ctx, group, h, dir)
	if s.webhook != "" {
		_, err := a.listen(ctx, group, "Уведомления хранилища", s.webhook, watcher.WebhookHandler())
		return err
	}
	return nil
}

// startIndex opens the search index and lets it follow the journal until ctx ends.
func (a *app) startIndex(ctx context.Context, group *errgroup.Group, h *house, caught *indexed) (*index.Index, error) {
	ix, err := index.Open(a.settings.indexDir(), a.indexOptions(h))
	if err != nil {
		return nil, err
	}
	if russian.New().Dictionary() == "" {
		a.log.WarnContext(ctx, "search knows Russian by stemming alone: built without hunspell-ru, see make lexicon")
	}
	group.Go(func() error {
		defer ix.Close()
		return a.follow(ctx, h, ix, caught)
	})
	return ix, nil
}

func (a *app) startSite(ctx context.Context, group *errgroup.Group, h *house, s servers, ix *index.Index, subscriber site.Subscriber) error {
	handler := site.New(site.Config{
		Press: h.press, Catalogue: h.office.Public(), Search: paged(h, ix), Status: h.office, PublicKey: h.public,
		Position: h.office.PublicPosition(), Subscriber: subscriber,
		Logger: a.log, Clock: a.clock(),
	})
	addr, err := a.listen(ctx, group, "Публичный сайт", s.public, handler)
	if err != nil {
		return err
	}
	forget, err := a.announceSite("http://" + addr.String() + "/")
	if err != nil {
		return err
	}
	group.Go(func() error {
		<-ctx.Done()
		forget()
		return nil
	})
	return nil
}

// paged is a search whose answers tell where in the bulletin's PDF an entry stands.
func paged(h *house, ix *index.Index) publish.PagedSearch {
	return publish.PagedSearch{Searcher: ix, SearchWalker: ix, Places: publish.NewPaperPlaces(h.office.Public())}
}

func (a *app) startDesk(ctx context.Context, group *errgroup.Group, h *house, s servers, searcher pipeline.Searcher) error {
	config := h.press.Config()
	printer, err := notice.NewPrinter(notice.Config{Office: config.Office, HeadName: s.head})
	if err != nil {
		return err
	}
	handler, err := desk.New(desk.Config{
		Office: h.office, Accounts: h.db.Accounts(), Sessions: h.db.SessionStore(), Queue: h.db.Queue(), Printer: printer, Preview: h.press, Search: searcher,
		Registers: registerTitles(config), Series: seriesTitles(config),
		Logger: a.log, Clock: a.clock(), PublicURL: s.baseURL, Metrics: metricsHandler(h, a.clock()), Fonts: webFonts(), Exchange: sentFiles{},
	})
	if err != nil {
		return err
	}
	_, err = a.listen(ctx, group, "Рабочее место", s.desk, handler)
	return err
}

// registerTitles are the titles of the registers as the bulletin prints them.
func registerTitles(c publish.Config) map[pipeline.RegisterID]string {
	titles := map[pipeline.RegisterID]string{}
	for _, r := range c.Registers {
		titles[r.ID] = r.Title
	}
	return titles
}

// seriesTitles are the titles of the bulletin's series.
func seriesTitles(c publish.Config) map[string]string {
	titles := map[string]string{}
	for _, s := range c.Series {
		titles[s.ID] = s.Title
	}
	return titles
}

// webFonts are the fonts of the site, for the desk too.
func webFonts() map[string][]byte {
	files := map[string][]byte{}
	for _, f := range fonts.Web() {
		files[f.Name] = f.Body
	}
	return files
}

// listen serves until ctx ends, then lets requests under way finish.
func (a *app) listen(ctx context.Context, group *errgroup.Group, what, addr string, handler http.Handler) (net.Addr, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, &pipeline.Error{Op: "listen", Doc: addr, Kind: pipeline.Unavailable, Err: err,
			Advice: fmt.Sprintf("Адрес %s занят. Укажите другой ключом --public или --desk.", addr)}
	}
	fmt.Fprintf(a.out, "%s: http://%s/\n", what, l.Addr())
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	group.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return server.Shutdown(grace)
	})
	return l.Addr(), nil
}

// every calls fn now and then at each interval until ctx ends.
func every(ctx context.Context, interval time.Duration, fn func()) error {
	t := time.NewTicker(interval)
	defer t.Stop()
	for {
		fn()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}
