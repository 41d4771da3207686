import Foundation
import TestSupport
import Testing

@testable import Dossiers

@Suite("The order of a batch's files")
struct ScanOrderTests {
    @Test(
        "Numbers are compared as numbers, everything else byte by byte",
        arguments: [
            ["Scan 1.jpg", "Scan 2.jpg", "Scan 9.jpg", "Scan 10.jpg", "Scan 12.jpg"],
            ["0001.tif", "0002.tif", "0010.tif", "0100.tif"],
            ["IMG_20261001_9.jpg", "IMG_20261001_10.jpg", "IMG_20261002_1.jpg"],
            ["Scan.jpg", "Scan (2).jpg", "Scan (3).jpg", "Scan (10).jpg"],
            ["B.tif", "Hồ sơ 1.tif", "Hồ sơ 02.tif", "Hồ sơ 10.tif", "a.tif"],
            ["a01b2.jpg", "a1b3.jpg", "a01b10.jpg"],
            // Longer than any integer type.
            ["s99999999999999999999999999999998.png", "s99999999999999999999999999999999.png"],
            ["s18446744073709551615.png", "s18446744073709551616.png", "s100000000000000000000000000.png"],
            ["", ".tif", "0", "00", "1", "a"],
        ])
    func order(expected: [String]) {
        var generator = SystemRandomNumberGenerator()
        #expect(expected.shuffled(using: &generator).sorted(by: ScanOrder.precedes) == expected)
    }

    @Test("The order is a strict one whatever the names, so that no sorting depends on luck")
    func strictness() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let pieces = ["0", "1", "00", "9", "10", "a", "Á", "đ", ".", " ", "_", "(2)", ".tif"]
        let names = (0..<60).map { _ in
            (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
                .joined()
        }
        for a in names {
            for b in names {
                let (before, after) = (ScanOrder.precedes(a, b), ScanOrder.precedes(b, a))
                let isSame = a.utf8.elementsEqual(b.utf8)
                #expect(isSame ? !before && !after : before != after, "seed \(seed): \(a), \(b)")
                for c in names.prefix(20) where before && ScanOrder.precedes(b, c) {
                    #expect(ScanOrder.precedes(a, c), "seed \(seed): \(a), \(b), \(c)")
                }
            }
        }
    }

    @Test(
        "One counter leaves no doubt",
        arguments: [
            ["Scan 1.jpg", "Scan 2.jpg", "Scan 10.jpg"], ["Scan.jpg", "Scan (2).jpg", "Scan (3).jpg"],
            ["0001.tif", "0002.jpg", "0003.pdf"], ["IMG_20261001_0001.jpg", "IMG_20261001_0002.jpg"],
            ["lô1_trang1.tif", "lô1_trang2.tif", "lô2_trang1.tif"],
            ["Hồ sơ 01 – bản chính.tif", "Hồ sơ 02 – ảnh chụp.tif"], ["đơn.tif", "khai sinh.tif"], ["1.tif"], [],
        ])
    func noDoubt(names: [String]) {
        #expect(OrderDoubt.first(in: names.map { OrderDoubt.File(name: $0) }) == nil)
    }

    @Test(
        "Two counters, or one number twice, do",
        arguments: [
            ["IMG_1.jpg", "IMG_2.jpg", "Scan 1.jpg", "Scan 2.jpg"], ["1.jpg", "01.jpg"], ["1.jpg", "1.tif", "2.jpg"],
            ["Scan 1.jpg", "Scan 1b2.jpg", "Scan 1c1.jpg", "Scan 1c2.jpg"],
        ])
    func doubt(names: [String]) throws {
        let sorted = names.sorted(by: ScanOrder.precedes)
        let doubt = try #require(OrderDoubt.first(in: sorted.map { OrderDoubt.File(name: $0) }))
        #expect(names.contains(doubt.file))
    }

    @Test("Times that contradict the names, and a manifest that lists in another order, are told")
    func contradictions() {
        func files(_ times: [Int?]) -> [OrderDoubt.File] {
            times.enumerated().map { OrderDoubt.File(name: "Scan \($0 + 1).jpg", writtenAt: $1) }
        }
        #expect(OrderDoubt.first(in: files([100, 105, 110])) == nil)
        // Within what clocks and copies are exact.
        #expect(OrderDoubt.first(in: files([100, 99, 98, 98])) == nil)
        #expect(OrderDoubt.first(in: files([100, nil, 90]))?.file == "Scan 3.jpg")
        #expect(OrderDoubt.first(in: files([100, 105, 110]), listed: [[0, 1], [2]]) == nil)
        #expect(OrderDoubt.first(in: files([100, 105, 110]), listed: [[1, 0, 2]])?.file == "Scan 1.jpg")
    }

    @Test("A receipt names the files where their order is not that of the bytes")
    func receipt() {
        let natural = FileOrder(of: ["Scan 2.jpg", "Scan 10.jpg"])
        #expect(natural.rule == .namesWithNumbers)
        #expect(natural.files == ["Scan 2.jpg", "Scan 10.jpg"])
        #expect(FileOrder(of: ["1.tif", "2.tif"]).files == nil)
        // A batch that an earlier version took.
        #expect(FileOrder(of: ["Scan 10.jpg", "Scan 2.jpg"]).rule == .nameBytes)
    }
}
