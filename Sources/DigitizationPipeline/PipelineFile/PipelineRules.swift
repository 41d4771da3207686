import Basics
import Dossiers
import FieldReading
import Foundation

/// Which papers have a pipeline of their own: what `rules/pipelines.yaml` in the data home says.
public struct PipelineRules: Hashable, Sendable {
    /// One rule.
    public struct Rule: Hashable, Sendable {
        /// Code of the procedure; `nil` for any.
        public var procedure: String?
        /// `nil` for any component.
        public var component: ComponentCode?
        /// It is for batches that were taken on this day or later.
        public var from: CalendarDay
        public var pipeline: Pipeline
        /// The pipeline's file as the rule names it.
        public var file: String

        public init(
            procedure: String?, component: ComponentCode?, from: CalendarDay, pipeline: Pipeline, file: String
        ) {
            self.procedure = procedure
            self.component = component
            self.from = from
            self.pipeline = pipeline
            self.file = file
        }

        /// A component's code means something only within its procedure: so a procedure says more than a component.
        fileprivate var rank: Int { (procedure == nil ? 0 : 2) + (component == nil ? 0 : 1) }
    }

    public var rules: [Rule]
    /// Labels and kinds of papers: the program's and those that the office adds.
    public var vocabulary = FieldVocabulary.standard

    /// - Parameter rules: no two of them for the same procedure, component and day.
    public init(_ rules: [Rule] = []) { self.rules = rules }

    /// The rule for a component of a procedure whose batch was taken on a day: the most specific one (procedure and
    /// component, then procedure, then component), of several such the latest. The clock does not count, so that a
    /// paper's pipeline changes only with the file.
    /// - Parameter day: `nil` when it is none of the calendar; then no rule holds.
    public func rule(procedure: String, component: ComponentCode, on day: CalendarDay?) -> Rule? {
        guard let day else { return nil }
        return rules.filter {
            ($0.procedure ?? procedure) == procedure && ($0.component ?? component) == component && $0.from <= day
        }.max { ($0.rank, $0.from) < ($1.rank, $1.from) }
    }
}

/// All pipelines that are in force: one for most papers, and those of the rules.
struct Pipelines: Sendable {
    /// Also says how the pages of a batch are read before it is known where they belong.
    var standard: Pipeline
    var rules = PipelineRules()

    func pipeline(procedure: String, component: ComponentCode, takenAt: Instant) -> Pipeline {
        rules.rule(procedure: procedure, component: component, on: LocalTime.day(of: takenAt))?.pipeline ?? standard
    }
}

extension PipelineRules {
    /// What the recognizers must be able to do for all pipelines together: the languages whose models are named in
    /// their identity, and the largest memory limit.
    /// - Parameter standard: the pipeline of all other papers; its languages come first.
    public func recognizerNeeds(with standard: Pipeline) -> (language: String, memoryLimitMegabytes: Int) {
        let all = [standard.readPages] + rules.map(\.pipeline.readPages)
        var languages: [Substring] = []
        for language in all.flatMap({ $0.recognition.language.split(separator: "+") })
        where !languages.contains(language) {
            languages.append(language)
        }
        let memory = all.map(\.memoryLimitMegabytes).max() ?? standard.readPages.memoryLimitMegabytes
        return (languages.joined(separator: "+"), memory)
    }
}
