import Basics
import Dossiers
import Foundation
import Ledger

/// Asks a filled ledger for words of many kinds, inside one process, and prints what an answer takes.
struct Searching: Sendable {
    let ledger: Ledger
    let people: People

    /// Answers of each kind.
    private static let count = 100
    /// Hits of an answer, as a page of the desk shows them.
    private static let limit = 21

    func run() async throws {
        print("| search, \(people.count) pages | hits | p50 ms | p95 ms | most ms |\n| --- | --- | --- | --- | --- |")
        for (name, query) in kinds {
            // What is read for the first time comes from the disk.
            _ = try await answer(query(0))
            var (times, hits) = ([Double](), 0)
            for number in 0..<Self.count {
                let start = Self.processorSeconds
                hits += try await answer(query(number + 1))
                times.append((Self.processorSeconds - start) * 1_000)
            }
            times.sort()
            let cells = [times[times.count / 2], times[times.count * 95 / 100], times[times.count - 1]].map {
                $0.formatted(.number.precision(.fractionLength(1)))
            }
            print("| \(name) | \(hits / Self.count) | \(cells.joined(separator: " | ")) |")
        }
    }

    private func answer(_ query: SearchQuery) async throws -> Int {
        try await ledger.read { try $0.search(query, limit: Self.limit).count }
    }

    /// What this process has computed so far: other work on the machine does not count.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Some case for the n-th question of a kind.
    private func place(_ number: Int) -> Int { people.pick(number, 900, below: people.count) }

    private func day(_ number: Int) -> CalendarDay { people.day(place(number) / People.aDay) }

    private func days(_ number: Int, _ length: Int) -> ClosedRange<CalendarDay> {
        let first = place(number) / People.aDay
        return people.day(first)...people.day(min(first + length, people.dayCount - 1))
    }

    private func typed(_ text: String, in scope: SearchScope = SearchScope()) -> SearchQuery {
        SearchQuery(text, in: scope, completesLastWord: true)
    }

    private var kinds: [(String, @Sendable (Int) -> SearchQuery)] {
        let agency = SearchScope(agency: AgencyScope(rawValue: "H40.16"))
        let bounds = SearchScope(bounds: .agencies(Set([AgencyScope(rawValue: "H40.16")].compactMap(\.self))))
        return [
            ("words of all pages", { _ in SearchQuery("cong hoa xa hoi chu nghia") }),
            ("the same with marks", { _ in SearchQuery("Cộng hòa xã hội") }),
            ("a phrase of all pages", { _ in SearchQuery("\"doc lap tu do hanh phuc\"") }),
            ("a name", { SearchQuery(people.name(place($0)).lowercased()) }),
            ("a name, first letters", { typed(String(people.name(place($0)).dropLast())) }),
            ("one letter", { typed(String(people.name(place($0)).prefix(1))) }),
            ("two letters", { typed(String(people.name(place($0)).prefix(2))) }),
            ("three letters", { typed(String(people.name(place($0)).prefix(3))) }),
            ("a number of one page", { SearchQuery("\(place($0) + 1)/QĐ-UBND") }),
            ("the same and words of all", { SearchQuery("\(place($0) + 1)/QĐ-UBND cong hoa to khai") }),
            ("a word that is nowhere", { SearchQuery("khongdau\($0) cong hoa") }),
            ("in an agency, common", { _ in SearchQuery("cong hoa xa hoi", in: agency) }),
            ("of an agency's staff, a name", { SearchQuery(people.name(place($0)), in: bounds) }),
            ("in a case", { SearchQuery("cong hoa", in: SearchScope(caseCode: people.code(place($0)))) }),
            ("of a person", { SearchQuery("cong hoa", in: SearchScope(person: people.name(place($0)))) }),
            ("on a day, common", { SearchQuery("cong hoa xa hoi", in: SearchScope(days: day($0)...day($0))) }),
            ("on a day, a name", { SearchQuery("nguyen van hung", in: SearchScope(days: day($0)...day($0))) }),
            ("in six weeks, common", { SearchQuery("cong hoa", in: SearchScope(days: days($0, 42))) }),
            ("in six weeks, no words", { SearchQuery("", in: SearchScope(days: days($0, 42))) }),
        ]
    }
}
