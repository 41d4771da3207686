import Basics
import DigitizationPipeline
import Foundation
import Synchronization
import VietnameseText

/// Shows progress on standard error: a bar on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var total = 0
        var done = 0
        var cached = 0
        var issues = 0
        var kept = 0
        var toKeep = 0
        var lastDrawn: ContinuousClock.Instant?
        var lastLogged = 0
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Pages between two plain lines.
    private static let logEvery = 25
    /// Files between two plain lines while originals are being stored; batches with fewer do it in a moment.
    private static let keepEvery = 1_000
    /// Least time between two drawings of the bar.
    private static let redrawAfter = Duration.milliseconds(100)

    /// Takes an event; returns at once.
    func note(_ event: ProgressEvent) {
        let lines = state.withLock { state -> [ShownText] in
            apply(event, to: &state)
            return isTerminal ? bar(&state) : plain(event, &state)
        }
        for line in lines { Print.error(line) }
    }

    /// Ends the bar's line.
    func finish() {
        guard isTerminal else { return }
        let line = state.withLock { drawn($0) }
        Print.error("\r\u{1B}[K\(line)\n")
    }

    private func apply(_ event: ProgressEvent, to state: inout State) {
        switch event {
        case .fileKept(_, let done, let total): (state.kept, state.toKeep) = (done, total)
        case .batchOpened(_, let pages):
            state.total += pages
            state.toKeep = 0
        case .pageRead(_, let fromCache):
            state.done += 1
            if fromCache { state.cached += 1 }
        case .issue: state.issues += 1
        case .attached, .batchFinished, .timed: break
        }
    }

    private func bar(_ state: inout State) -> [ShownText] {
        let now = ContinuousClock.now
        if let last = state.lastDrawn, now - last < Self.redrawAfter { return [] }
        state.lastDrawn = now
        return ["\r\u{1B}[K\(drawn(state))"]
    }

    private func drawn(_ state: State) -> String {
        if state.toKeep >= Self.keepEvery { return "Đang lưu bản gốc: \(state.kept)/\(state.toKeep) tệp" }
        let width = 24
        let share = state.total == 0 ? 0 : Double(state.done) / Double(state.total)
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        var parts = ["\(bar) \(state.done)/\(state.total) trang"]
        let rate = pagesPerMinute(state)
        if rate > 0 {
            parts.append("\(Int(rate.rounded())) trang/phút")
            let left = Double(state.total - state.done) / rate * 60
            if left >= 1 { parts.append("còn " + clock(left)) }
        }
        if state.issues > 0 { parts.append("\(state.issues) vấn đề") }
        return parts.joined(separator: " · ")
    }

    private func plain(_ event: ProgressEvent, _ state: inout State) -> [ShownText] {
        switch event {
        case .fileKept(let batch, let done, let total) where total >= Self.keepEvery && done % Self.keepEvery == 0:
            return ["\(batch): đang lưu bản gốc \(done)/\(total) tệp\n"]
        case .batchOpened(let batch, let pages): return ["\(batch): \(pages) trang\n"]
        case .batchFinished(let batch): return ["\(batch): xong\n"]
        case .issue(let batch, let file, let page, let code):
            let place = page.map { "\(file), trang \($0 + 1)" } ?? file
            return ["\(batch): \(place): \(code.rawValue)\n"]
        case .pageRead where state.done - state.lastLogged >= Self.logEvery:
            state.lastLogged = state.done
            return ["\(drawn(state))\n"]
        case .pageRead, .attached, .timed, .fileKept: return []
        }
    }

    private func pagesPerMinute(_ state: State) -> Double {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let read = state.done - state.cached
        return seconds > 0.5 ? Double(read) / seconds * 60 : 0
    }

    private func clock(_ seconds: Double) -> String {
        let whole = Int(seconds)
        return String(format: "%02d:%02d", whole / 60, whole % 60)
    }
}
