"""How the grammar of Arabic lets a body's name run on behind its head noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arextract.extract.organisations.departments import agent, aired, officer, seated
from arextract.extract.organisations.founders import family, founded
from arextract.extract.organisations.names import Head, agrees, definite, kind, names_lexicon
from arextract.extract.organisations.purposes import governed
from arextract.extract.organisations.quotes import QUOTES, quoted_name
from arextract.extract.organisations.towns import branch, constituency, country, town
from arextract.tokenise import known, where, words

if TYPE_CHECKING:
    from collections.abc import Sequence

Mention = dict[str, Any]


class Parser:
    """Reads the bodies of one text, left to right, over its tokens."""

    def __init__(self, text: str, places: Sequence[Mention]) -> None:
        self.text = text
        self.words = words(text)
        self.norms = self.words.norms
        self.lexicon = names_lexicon()
        self.place_at = {p["start"]: p for p in places}
        self.place_ends = {p["end"] for p in places}

    def run(self) -> list[Mention]:
        found: list[Mention] = []
        heads, known = self.lexicon.heads, self.lexicon.known
        behind = 0
        for i in where(self.text, self.lexicon.openings):
            if i < behind:
                continue
            norm = self.norms[i]
            if norm in known and (after := self.known(i, found)):
                behind = after
                continue
            bare = norm[2:] if norm.startswith("ال") and norm not in heads else norm
            head = heads.get(bare)
            if head is not None:
                behind = self.headed(i, head, bare is not norm, found)
        return found

    # -- what stands where ------------------------------------------------------------------------------------------------------------
    def joined(self, i: int) -> bool:
        """Whether token i follows token i - 1 with nothing but blanks between."""
        if not 0 < i < len(self.words):
            return False
        gap = self.text[self.words.ends[i - 1] : self.words.starts[i]]
        return "\n" not in gap and len(gap) < 4

    def norm(self, i: int) -> str:
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def match(self, i: int, parts: tuple[str, ...]) -> int:
        """The index behind `parts` when they stand at token i, else 0."""
        for k, part in enumerate(parts):
            if self.norm(i + k) != part or (k and not self.joined(i + k)):
                return 0
        return i + len(parts)

    def mention(self, i: int, j: int, label: str, rule: str, confidence: float, **more: Any) -> Mention:
        start, end = self.words.starts[i], self.words.ends[j - 1]
        return {"start": start, "end": end, "label": label, "rule": rule, "confidence": confidence, "anaphor": False, **more}

    # -- known names ------------------------------------------------------------------------------------------------------------------
    def known(self, i: int, found: list[Mention]) -> int:
        for parts, label, strength in self.lexicon.known[self.norm(i)]:
            j = self.match(i, parts)
            if not j:
                continue
            if len(parts) == 1 and self.norm(i - 1) in ("ك", "ف") and self.words.ends[i - 1] == self.words.starts[i]:
                continue  # «كفيف» is no «فيف»
            if len(parts) == 1 and self.norm(i - 1 - (self.norm(i - 1) in QUOTES)) in kind("namesake"):
                continue  # «سوق "عكاظ"»
            if strength == "d" and not self.wire(i, j):
                continue
            if strength == "w" and not (self.wire(i, j) or self.bracketed(i, j)):
                continue
            # A longer name may begin with a known one: «البنك المركزي المصري», «جامعة الدول العربية» is whole.
            if strength == "s" and len(parts) > 1:
                while self.joined(j) and self.norm(j) in self.lexicon.nations:
                    j += 1
            tag = strength in ("d", "w") or self.wire(i, j)
            holds = any(self.words.starts[k] in self.place_at for k in range(i + 1, j))  # «نداء تونس» names no country
            found.append(self.mention(i, j, label, "bodies:wire" if tag else "bodies:known", 0.95, **({"whole": True} if holds else {})))
            return j
        return 0

    def bracketed(self, i: int, j: int) -> bool:
        return self.norm(i - 1) in QUOTES and self.norm(j) in (*QUOTES.values(), '"')

    def wire(self, i: int, j: int) -> bool:
        """Whether tokens i..j stand as an agency's tag: in brackets, or in a dateline, between dashes or slashes or at a line's end."""
        start = self.text.rfind("\n", 0, self.words.starts[i]) + 1
        if self.words.starts[i] - start > 90:
            return self.bracketed(i, j)
        end = self.words.ends[j - 1]
        after = re.match(r"\s*([-–—/:|ـ)]|\n|$)", self.text[end : end + 8])
        before = self.text[start : self.words.starts[i]].rstrip()
        opened = not before or before[-1] in "-–—/:|ـ(" or before.endswith(("م", "ه", "هـ")) or before[-1].isdigit()
        return bool(after) and opened and not (not before and after is not None and after[1] in ("\n", ""))

    # -- names that a head noun opens -------------------------------------------------------------------------------------------------
    def headed(self, i: int, head: Head, definite: bool, found: list[Mention]) -> int:
        label = head.label
        if any(self.organ(i, parts) for parts in self.lexicon.organs.get(self.norm(i), ())):
            return i + 1  # an organ of a body, and no body: what it belongs to may begin at its second word
        if label == "MINISTRY":
            if definite:
                return self.bare(i, head, found)
            if (j := self.portfolios(i + 1)) > i + 1:
                found.append(self.mention(i, j, label, "bodies:portfolio", 0.95))
                return j
        official = not definite and head.office and (officer(self, i) or agent(self, i) or self.norm(i - 1) in kind("held"))
        if (head.definite_only and not definite and not official) or (head.construct_only and definite and not (head.generic and officer(self, i))):
            return 0  # «المنتدى الاقتصادي» is an event, «رئيس المنتدى التونسي للحقوق الاقتصادية» has a body
        if self.norm(i) == "وحده" and not self.text[: self.words.ends[i]].endswith("ة"):
            return 0  # «القانون وحده لا يكفي»
        if not definite and self.norm(i - 1).isdigit() and self.joined(i):
            return 0  # «80 شركة سياحة»
        if not definite and head.seat:
            return seated(self, i, label, found)
        if not definite and (head.office and not official or head.force and self.norm(i + 1) not in kind("force")):
            return 0  # «في إدارة الأزمات», «قيادة السيارة»
        if self.norm(i) in ("حركه", "الحركه") and self.norm(i + 1) in kind("moves"):
            return 0  # «حركة الملاحة»
        if constituency(self, i):
            return 0
        j = self.definite_name(i) if definite else self.construct_name(i, head)
        if j == i + 2 and self.norm(i + 1) in kind("seatless") and not definite:
            found.append(self.mention(i, j, label, "bodies:short", 0.5) | {"anaphor": True})
            return j  # «بلدية المحافظة», «إمارة المنطقة»: which, the text says elsewhere
        if j <= i + 1:
            return self.bare(i, head, found) if definite else quoted_name(self, i, head, found)
        norms = [self.norm(k) for k in range(i, j)]
        if norms[0].removeprefix("ال") in kind("happening") and (self.norm(j) in kind("ordinal") or self.norm(i - 1) in QUOTES):
            return 0  # «منتدى الخليج الرابع»
        united = norms[1:3] == ["الامم", "المتحده"] and len(norms) > 3  # «برنامج الأمم المتحدة للسكان»
        if head.national and not united and not self.lexicon.nations.intersection(norms):
            return 0
        if head.construct_only and definite and not {"ل", "لل"}.intersection(norms):
            return 0
        core = j
        if head.town:
            j = core = town(self, j, norms)
            if j > i + len(norms) and norms[0].removeprefix("ال") in ("غرفه", "نادي"):
                core = i  # the grammar takes the name whole
        elif label == "ORGANIZATION":
            j = branch(self, j, tuple(norms))
        if head.members and (not definite or "لل" in norms):
            j = country(self, j)
        if official or united or head.vouched or founded(self, i, j) or family(self, i + 1) > i + 1 or agent(self, i) or aired(self, i, j):
            core = i
        if self.joined(j) and self.latin(j) and self.norm(j).isupper():
            j += 1
        high = norms[0] == "المدرسه" and kind("high").intersection(norms)  # «المدرسة الوطنية للمهندسين»
        if high or label == "ORGANIZATION" and norms[0].removeprefix("ال") in ("مركز", "مدرسه") and kind("training").intersection(norms):
            label = "INSTITUTE"
        more = {"whole": True} if j > core else {}
        found.append(self.mention(i, j, label, "bodies:head", 0.75 if head.generic else 0.85, **more))
        return j

    def organ(self, i: int, parts: tuple[str, ...]) -> bool:
        """Whether an organ of a body stands at token i; «الإدارة العامة للترجمة» and «الأمانة العامة للأوقاف» are names."""
        j = self.match(i, parts)
        return j > 0 and not (parts[1:] == ("العامه",) and self.joined(j) and self.norm(j) in ("ل", "لل"))

    def bare(self, i: int, head: Head, found: list[Mention]) -> int:
        """«المعهد» alone: a short form of a name that stands elsewhere."""
        if head.anaphor:
            found.append(self.mention(i, i + 1, head.label, "bodies:short", 0.6) | {"anaphor": True})
            return i + 1
        return 0

    def portfolios(self, i: int) -> int:
        """The index behind the portfolios that stand at token i, joined by و: «التعليم العالي والبحث العلمي»."""
        j, at = i, i
        while self.joined(at):
            behind = max((self.match(at, parts) for parts in self.lexicon.portfolios.get(self.norm(at), ())), default=0)
            if not behind and j > i:
                behind = self.unlisted_portfolio(at)
            if not behind:
                break
            j = behind
            while self.joined(j) and self.adjective(j) and self.norm(j).endswith(("ي", "يه")) and self.conjunct(j):
                j += 1
            if self.joined(j) and self.norm(j) == "و" and self.joined(j + 1):
                at = j + 1
            else:
                break
        return j

    def unlisted_portfolio(self, i: int) -> int:
        """The index behind a conjunct that no list has: «(وزارة التجارة) وترويج الاستثمار», «(…) والضمان الاجتماعي»; else 0."""
        norm = self.norm(i)
        if self.conjunct(i):
            return i + 1
        noun = norm in self.lexicon.construct and norm not in self.lexicon.stops and not self.opens(norm)
        return i + 2 if noun and self.joined(i + 1) and self.adjective(i + 1) else 0

    def definite_name(self, i: int) -> int:
        """The index behind a name with a definite head: «البنك الإسلامي للتنمية», «الهيئة العامة للأرصاد الجوية»."""
        j = i + 1
        feminine = self.norm(i).endswith("ه")
        while self.joined(j) and self.adjective(j):
            if j == i + 1 and not agrees(feminine, self.norm(j)):
                return i  # «الإدارة الخليجي», «وأجاز المجلس الموازنة»: no agreement, no name
            j += 1
        if j == i + 1:
            return i
        return self.tail(j, bound=j == i + 2)

    def construct_name(self, i: int, head: Head) -> int:
        """The index behind a name with a head in construct: «جامعة حلوان», «هيئة كهرباء ومياه دبي», «مركز الملك سلمان للإغاثة»."""
        j = i + 1
        if not self.joined(j):
            return i
        norm = self.norm(j)
        if self.latin(j) or (norm == "ال" and self.latin(j + 1)):
            j += not self.latin(j)
            while self.joined(j) and self.latin(j):
                j += 1
            return j
        if (behind := self.place(j)) > j:
            j = behind
            while self.joined(j) and self.place(j) > j and self.words.norms[j] not in self.lexicon.stops:
                j = self.place(j)
            while self.joined(j) and self.adjective(j):
                j += 1
            return self.tail(j, closed=not head.generic)
        if norm in ("ابن", "ابي", "ابو", "ام") and self.joined(j + 1) and self.letters(j + 1):
            return self.tail(j + 2, closed=not head.generic)  # «جامعة ابن زهر»
        if norm in kind("patron") or self.norm(j + 1) == "بن":
            return self.patron(j)
        if self.norm(i) == "كرسي":
            return i  # «كرسي الرئاسة»
        if (behind := family(self, j)) > j:
            return behind
        if not self.letters(j) or norm in kind("particle") or norm in self.lexicon.verbs or self.lexicon.stops.get(norm) not in (None, "group", "event"):
            return i
        if not definite(norm):
            k = self.construct(j, head)
            if k == j and self.lexicon.stops.get(norm) == "event" and self.place(j + 1) > j + 1:
                k = self.place(j + 1)  # «جمعية معرض صفاقس الدولي»
            if k == j:
                return i
            j = k
            if head.party and self.joined(j):
                j = self.place(j)  # «حركة نداء تونس»
        elif self.opens(norm[2:]) and not head.short and not (self.joined(j + 1) and self.adjective(j + 1)):
            return i  # «مكتب الوزارة»: an office of a body, not a body
        else:
            j += 1
            if norm in kind("thrive") and self.norm(j) == "ب" and self.joined(j + 1) and self.adjective(j + 1, group=True):
                j += 2
        while self.joined(j) and self.norm(j) in kind("link") and self.joined(j + 1) and self.letters(j + 1):
            j += 2  # «جامعة سيدي محمد بن عبد الله»
        if self.norm(i) in kind("municipal") and self.words.ends[j - 1] in self.place_ends:
            return j
        proper = j == i + 2 and not definite(norm) and norm not in self.lexicon.construct
        while self.joined(j) and self.adjective(j):
            j, proper = j + 1, False
        return self.tail(j, closed=proper and not head.generic)

    def construct(self, i: int, head: Head) -> int:
        """The index behind the indefinite words of a construct chain that begins at token i: «تنمية ⟨المؤسسات⟩», «كهرباء ومياه ⟨دبي⟩», «آفاق»."""
        norm, listed = self.norm(i), self.lexicon.construct
        if (self.opens(norm) and norm not in listed) or self.lexicon.stops.get(norm) == "event":
            return i
        if norm.endswith("يه") or (norm.endswith("ه") and head.generic and norm not in listed and not (self.joined(i + 1) and self.norm(i + 1) == "لل")):
            return i  # «هيئة حكومية», «مؤسسة عارضة»: an adjective makes no name
        j = i + 1
        while self.joined(j) and j < i + 5:
            here, following = self.norm(j), self.norm(j + 1)
            noun = following in listed and following not in self.lexicon.stops and not self.opens(following)
            if here == "و" and noun and self.joined(j + 1) and self.norm(j - 1) in listed:
                j += 2
            elif here in kind("link") and self.joined(j + 1) and self.letters(j + 1):
                j += 2
            elif (here in listed and here not in self.lexicon.stops) or self.goes_on(j):
                j += 1
            else:
                break
        if self.norm(j - 1) not in listed:
            return j
        # The chain needs an end: a definite word, a town, a name.
        if self.joined(j):
            if (behind := self.place(j)) > j:
                return behind
            if self.adjective(j, group=True):
                return j + 1
            if self.plain(j):
                return j + 1
        return j if j == i + 1 and (not self.joined(j) or not self.letters(j)) else i

    def goes_on(self, i: int) -> bool:
        """Whether the plain word at token i belongs to a name: «سمارت ⟨ليدرز⟩ للتدريب», or a word that no Arabic list knows: «فريدريش ⟨إيبرت⟩»."""
        if not self.plain(i):
            return False
        return (self.norm(i + 1) == "لل" and self.joined(i + 1)) or (not known(self.norm(i)) and not known(self.norm(i - 1)))

    def patron(self, i: int) -> int:
        """The index behind the name of a patron: «الملك سلمان», «الشيخ محمد بن زايد», and what his foundation is for."""
        j = i + 1
        while self.joined(j) and self.letters(j) and self.norm(j) not in self.lexicon.stops and self.norm(j) not in kind("particle") and j < i + 7:
            if j > i + 1 and self.norm(j) not in kind("link") and self.norm(j - 1) not in kind("link"):
                break
            j += 1
        while self.joined(j) and self.adjective(j) and j < i + 8:
            j += 1
        return self.tail(j)

    def tail(self, j: int, bound: bool = False, closed: bool = False) -> int:
        """What may follow the core of a name: «للتنمية», «والتقويم», and «لتوزيع كهرباء بغداد» where the core is not enough (`bound`).

        A core that is a name already (`closed`) takes no purpose: «جامعة مؤتة ⟨لتدريب الأطباء⟩».
        """
        told = False
        for _ in range(4):
            if j >= len(self.words) or not self.joined(j):
                return j
            norm, following = self.norm(j), self.norm(j + 1)
            other = following in self.lexicon.stops or following[2:] in self.lexicon.heads or self.lexicon.stops.get(following[2:]) == "event"
            if norm == "لل" and closed and other:
                return j  # «(زيارة وفد من) جامعة عدن | للحملة الوطنية»
            if norm == "لل" and self.joined(j + 1) and self.lexicon.stops.get(following) in (None, "group") and following not in kind("time"):
                if told:
                    return j  # «الإدارة العامة للتخطيط | للنهوض بالقطاع»
                j, told = j + 2, True
                while self.joined(j) and self.adjective(j):
                    j += 1
                j = governed(self, j)
            elif not closed and norm == "ل" and self.joined(j + 1) and self.plain(j + 1) and (bound or following in self.lexicon.construct):
                k = j + 2
                while self.joined(k) and (self.norm(k) in self.lexicon.construct or (self.norm(k) == "و" and self.norm(k + 1) in self.lexicon.construct)):
                    k += 1
                behind = self.place(k) if self.joined(k) else k
                if behind == k:
                    while self.joined(behind) and self.adjective(behind, group=behind == k):
                        behind += 1
                if behind == k:
                    return j
                j = behind
                if self.joined(j) and self.norm(j) == "في" and self.norm(j + 1) in kind("region"):
                    j += 2
                    while self.joined(j) and self.adjective(j):
                        j += 1
            elif norm == "و" and self.joined(j + 1) and (self.conjunct(j + 1) or self.management(j + 1, told)):
                j += 2 + self.management(j + 1, told)
                while self.joined(j) and self.adjective(j):
                    j += 1
            else:
                return j
            bound = False
        return j

    def conjunct(self, i: int) -> bool:
        """Whether the definite word at token i continues the name behind a و: no body, office or group of its own."""
        norm = self.norm(i)
        if not definite(norm) or norm in self.lexicon.stops or any(self.match(i, parts) for parts, _, _ in self.lexicon.known.get(norm, ())):
            return False
        head = self.lexicon.heads.get(norm[2:])
        if norm.endswith("اتحاديه") and self.norm(i - 1) != "و":
            head = None  # «وزارة الصحة الاتحادية»
        return (head is None or head.construct_only) and self.words.starts[i] not in self.place_at

    def management(self, i: int, told: bool) -> bool:
        """«(المعهد العالي للتجارة) وإدارة المقاولات»; once a purpose is `told`, another: «(المكتب التعاوني للدعوة) وتوعية الجاليات»."""
        another = told and self.norm(i) in self.lexicon.construct and self.norm(i) not in self.lexicon.stops and not self.opens(self.norm(i))
        return (another or self.norm(i) == "اداره") and self.joined(i + 1) and self.adjective(i + 1, group=True)

    def adjective(self, i: int, group: bool = False) -> bool:
        """A definite word that a name may run on with; `group`: also «المؤسسات», «الجامعات», as the end of a construct chain."""
        norm = self.norm(i)
        if not definite(norm) or self.text[self.words.starts[i]] in "أإآ" or self.lexicon.stops.get(norm) not in ((None, "group") if group else (None,)):
            return False
        if not group and (norm[2:] in self.lexicon.construct or self.lexicon.stops.get(norm[2:]) == "event" or norm[2:] in kind("won")):
            return False  # «نادي الوحدة | العقد»: a noun, and no adjective
        place = self.place_at.get(self.words.starts[i])
        return place is None or norm in self.lexicon.nations

    def plain(self, i: int) -> bool:
        """An indefinite word that is no verb, no particle and opens no name or event of its own."""
        norm = self.norm(i)
        return (
            self.letters(i)
            and not definite(norm)
            and len(norm) > 2
            and norm not in kind("particle")
            and norm not in self.lexicon.verbs
            and norm not in self.lexicon.stops
            and not self.opens(norm)
        )

    def opens(self, norm: str) -> bool:
        """Whether a word may open a body's name wherever it stands; «تعليم» and «قيادة» do before a town or troops alone."""
        head = self.lexicon.heads.get(norm)
        return head is not None and not head.seat and not head.force

    def letters(self, i: int) -> bool:
        return i < len(self.words) and self.norm(i).isalpha()

    def latin(self, i: int) -> bool:
        return i < len(self.words) and self.norm(i)[:1].isascii() and self.norm(i)[:1].isalpha()

    def place(self, i: int) -> int:
        """The index behind a place that begins at token i, else i."""
        place = self.place_at.get(self.words.starts[i]) if i < len(self.words) else None
        if place is not None:
            while i < len(self.words) and self.words.starts[i] < place["end"]:
                i += 1
        return i
