import TestSupport
import Testing

@testable import PrintedSheets

struct PaginationTests {
    @Test func everyRowStandsOnceAndNoPageIsTooFull() {
        var random = SeededGenerator(seed: 17)
        for round in 0..<500 {
            let pagination = Pagination(
                first: .random(in: 60...150, using: &random), following: .random(in: 100...250, using: &random),
                carried: .random(in: 0...8, using: &random), closing: .random(in: 0...60, using: &random))
            let count = Int.random(in: 0...80, using: &random)
            let heights = (0..<count).map { _ in Double.random(in: 4...40, using: &random) }
            let pages = pagination.pages(of: heights)
            #expect(pages.flatMap { Array($0) } == Array(0..<count), "seed 17, round \(round)")
            #expect((pages.count == 1) == pagination.fitsOnePage(heights), "seed 17, round \(round)")
            for (index, page) in pages.enumerated() {
                var taken = page.reduce(0) { $0 + heights[$1] }
                taken += index > 0 ? pagination.carried : 0
                taken += index < pages.count - 1 ? pagination.carried : pagination.closing
                let room = index == 0 ? pagination.first : pagination.following
                #expect(taken <= room + 1e-6 || page.count <= 1, "seed 17, round \(round), page \(index)")
            }
        }
    }

    @Test func theClosingTakesRowsAlong() {
        let pagination = Pagination(first: 100, following: 100, carried: 0, closing: 50)
        #expect(pagination.pages(of: Array(repeating: 10, count: 10)) == [0..<8, 8..<10])
        #expect(pagination.pages(of: Array(repeating: 10, count: 5)) == [0..<5])
        #expect(pagination.pages(of: [90]) == [0..<1, 1..<1])
        #expect(pagination.pages(of: []) == [0..<0])
    }
}
