import Basics
import Testing
import UseCases

@Suite struct PagingTests {
    /// A list of numbers that is paged like those of the ledger.
    private static func page(_ request: PageRequest, of count: Int) -> Page<Int> {
        let first = request.after.flatMap { Int($0) }.map { $0 + 1 } ?? 0
        let elements = Array(first..<max(first, min(first + request.limit, count)))
        return Page(elements, next: (elements.last ?? count) + 1 < count ? elements.last.map(String.init) : nil)
    }

    @Test(arguments: [0, 1, 499, 500, 501, 1_000, 1_250])
    func allElementsComeOnce(count: Int) async throws {
        func page(_ request: PageRequest) -> Page<Int> { Self.page(request, of: count) }
        var seen: [Int] = []
        let place = try await forEachPage(page) { seen += $0 }
        #expect(place == nil)
        #expect(seen == Array(0..<count))
    }

    @Test func aLimitIsKept() async throws {
        func page(_ request: PageRequest) -> Page<Int> { Self.page(request, of: 5_000) }
        var seen: [Int] = []
        let place = try await forEachPage(after: "9", limit: 700, page) { seen += $0 }
        #expect(place == "709")
        #expect(seen == Array(10..<710))
        let end = try await forEachPage(after: "4989", limit: 10, page) { seen += $0 }
        #expect(end == nil)
    }

    @Test func aPlaceThatThereIsNotIsSaid() async throws {
        try await SampleHome.with { home in
            let refusal = await #expect(throws: Refusal.self) {
                try await home.workspace([.reviewer]).waiting.page(PageRequest(after: "no-such-item"))
            }
            #expect(refusal?.kind == .notFound)
        }
    }
}
