import Foundation
import TestSupport
import Testing

/// Killed again and again while batches flow. `SOHOA_KILLS=300 SOHOA_KILL_BATCHES=40` is the full size.
@Suite("Killed at random moments")
struct RecoveryTests {
    @Test("Every batch ends complete, every component has one document, verify is clean")
    func killedAtRandom() async throws {
        let kills = Scale.number("SOHOA_KILLS", default: 12)
        let program = try Program()
        defer { program.remove() }
        let batches = ManyBatches(program: program, count: Scale.number("SOHOA_KILL_BATCHES", default: 12))
        try await batches.importCases()
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        var dropped = 0
        for round in 1...kills {
            let service = try await Service(program, ["--log-level", "debug"])
            while dropped < batches.count * round / kills {
                dropped += 1
                try batches.drop(dropped)
            }
            // Not to wait for something, but to be somewhere in the midst of it.
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...700, using: &random)))
            let ended = try await service.end(with: SIGKILL)
            #expect(ended.wasKilled, "seed \(seed), round \(round): \(ended.errors.suffix(500))")
        }
        try await finish(batches)
        #expect(try await batches.documents() == batches.expectedDocuments, "seed \(seed)")
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "seed \(seed): \(verified.output)")
    }

    /// Lets a last worker finish everything.
    private func finish(_ batches: ManyBatches) async throws {
        var service = try await Service(batches.program)
        while true {
            let (known, unfinished) = try await batches.figures()
            if known == batches.count, unfinished == 0, batches.untaken().isEmpty { break }
            try await service.wait(for: .batchFinished)
        }
        let ended = try await service.end()
        #expect(ended.code == 0)
    }
}
