package names

import (
	"testing"
	"unicode/utf8"
)

func TestWordsOfOneSoundMeet(t *testing.T) {
	for _, group := range [][]string{
		{"геобилдер", "GeoBuilder", "Геобильдер"},
		{"Снегирева", "Snegireva", "Snegirieva"},
		{"Щербаков", "Shcherbakov", "Scherbakov"},
		{"Чеканов", "Chekanov"},
		{"Жуковский", "Zhukovsky", "Zhukovskiy", "Zhukovskij"},
		{"Юлия", "Yuliya", "Julia", "Iuliia"},
		{"Цветков", "Tsvetkov", "Tzvetkov"},
		{"Филиппов", "Filippov", "Philippov", "Filipov"},
		{"вижуал", "Vizhual"},
		{"Майкрософт", "Microsoft"},
		{"Линукс", "Linux"},
		{"Вордпресс", "Wordpress"},
		{"Шмидт", "Schmidt"},
	} {
		for _, word := range group[1:] {
			if Sound(word) != Sound(group[0]) {
				t.Errorf("%s sounds %q, %s %q", group[0], Sound(group[0]), word, Sound(word))
			}
		}
		if Sound(group[0]) == "" {
			t.Errorf("%s has no sound", group[0])
		}
	}
}

func TestWhatHasNoSound(t *testing.T) {
	for _, word := range []string{"", "ООО", "C++", "2004610001", "да", "日本語文字", "А61К"} {
		if got := Sound(word); got != "" {
			t.Errorf("%q sounds %q", word, got)
		}
	}
	if Sound("Салют") == Sound("Солод") || Sound("учет") == Sound("отчет") {
		t.Error("words that sound differently meet")
	}
}

func FuzzSound(f *testing.F) {
	for _, s := range []string{"геобилдер", "Shch", "ъьъ", "\xff", "o'o'o"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		sound := Sound(word)
		if sound != "" && (len(sound) < leastSound || utf8.RuneCountInString(sound) != len(sound)) {
			t.Fatalf("%q sounds %q", word, sound)
		}
		for i := 1; i < len(sound); i++ {
			if sound[i] == sound[i-1] {
				t.Fatalf("%q sounds %q, twice the same", word, sound)
			}
		}
	})
}
