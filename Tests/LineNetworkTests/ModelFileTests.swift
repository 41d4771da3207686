import Foundation
import TestSupport
import Testing

@testable import LineNetwork

/// A model file is of the supported family, or refused with what is wrong about it.
@Suite struct ModelFileTests {
    private static func bytes(_ language: String = "vie") throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: Models.path(language))))
    }

    @Test func whatIsNoModelIsRefused() throws {
        #expect(throws: LineModelFault.truncated(in: .components)) { try LineModel([]) }
        #expect(throws: LineModelFault.unreadable(path: "/nowhere")) { try LineModel(contentsOf: "/nowhere") }
        #expect(throws: LineModelFault.truncated(in: .components)) { try LineModel([3, 0, 0, 0, 9]) }
        #expect(throws: LineModelFault.missing(.network)) {
            try LineModel([1, 0, 0, 0] + .init(repeating: 0, count: 8))
        }
    }

    /// Changes bytes after a name in the network and tells what is then complained about.
    @Test(arguments: [
        ("Softmax", "Softmay", "a layer of type Softmay"), ("Maxpool", "Convolve", "a layer"),
        ("SummLSTM", "XummLSTM", "a layer of type XummLSTM"),
    ])
    func otherLayersAreRefused(name: String, other: String, complaint: String) throws {
        var bytes = try Self.bytes()
        let place = try #require(Self.place(of: Array(name.utf8), in: bytes))
        bytes.replaceSubrange(place..<place + name.utf8.count, with: Array(other.utf8).prefix(name.utf8.count))
        do {
            _ = try LineModel(bytes)
            Issue.record("taken")
        } catch {
            #expect("\(error)".contains(complaint), "\(error)")
        }
    }

    @Test func everyLengthOfAFileIsRefusedOrRead() throws {
        let bytes = try Self.bytes()
        for length in stride(from: 0, to: bytes.count - 200_000, by: 9_973) {
            #expect(throws: LineModelFault.self) { try LineModel(Array(bytes.prefix(length))) }
        }
    }

    /// Mutated files give an error or a model that reads something; nothing traps.
    @Test func mutatedFilesNeverTrap() throws {
        let seed: UInt64 = 4_120_261
        var random = SeededGenerator(seed: seed)
        let bytes = try Self.bytes()
        let interesting = try Self.headers(of: bytes)
        var taken = 0
        for round in 0..<60 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // Mostly what says how long something is; anything now and then.
                let range = round % 4 == 0 ? 0..<bytes.count : try #require(interesting.randomElement(using: &random))
                let place = Int.random(in: range, using: &random)
                if Bool.random(using: &random) {
                    mutated[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                } else {
                    mutated[place] = [0, 1, 127, 128, 255].randomElement(using: &random) ?? 0
                }
            }
            guard let model = try? LineModel(mutated) else { continue }
            taken += 1
            let noise = (0..<24 * model.height).map { _ in UInt8.random(in: 0...255, using: &random) }
            let image = try #require(LineImage(width: 24, height: model.height, pixels: noise))
            let reading = model.read([image])[0]
            #expect(reading.words.allSatisfy { (0...100).contains($0.confidence) }, "seed \(seed), round \(round)")
        }
        #expect(taken > 0 && taken < 60)
    }

    /// Where lengths, types and graphs stand.
    private static func headers(of bytes: [UInt8]) throws -> [Range<Int>] {
        let data = try TrainedData(bytes)
        var ranges = [0..<200]
        for part in [ModelPart.network, .punctuation, .words, .numbers, .characters, .codes] {
            let component = try data.required(part).remaining
            ranges.append(component.startIndex..<min(component.endIndex, component.startIndex + 300))
            ranges.append(max(component.startIndex, component.endIndex - 60)..<component.endIndex)
            if part != .network { ranges.append(component.startIndex..<component.endIndex) }
        }
        return ranges
    }

    private static func place(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(pattern.count).first { bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern) }
    }
}
