package message

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRead reads the golden mails in turn: 1e9/(ns/op) messages a second.
func BenchmarkRead(b *testing.B) {
	mails := golden(b)
	b.ReportAllocs()
	for i := range b.N {
		Read(mails[i%len(mails)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

// BenchmarkReadHead reads their header fields alone.
func BenchmarkReadHead(b *testing.B) {
	mails := golden(b)
	b.ReportAllocs()
	for i := range b.N {
		ReadHead(mails[i%len(mails)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

// BenchmarkHostile reads mails of one and of four megabytes that are made to be slow: four times the size should take
// four times as long.
func BenchmarkHostile(b *testing.B) {
	for _, size := range []struct {
		name  string
		bytes int
	}{{"1MB", 1 << 20}, {"4MB", 4 << 20}} {
		for name, raw := range hostile(size.bytes) {
			b.Run(name+"/"+size.name, func(b *testing.B) {
				b.SetBytes(int64(len(raw)))
				for range b.N {
					Read(raw)
				}
			})
		}
	}
}

func golden(b *testing.B) [][]byte {
	paths, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no mails: %v", err)
	}
	var mails [][]byte
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		mails = append(mails, raw)
	}
	return mails
}
