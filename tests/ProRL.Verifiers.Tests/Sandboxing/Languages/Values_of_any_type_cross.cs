using ProRL.Verifiers.Sandboxing;

namespace ProRL.Verifiers.Tests.Sandboxing.Languages;

/// <summary>Values whose type is only known when the program runs, between a solution and its tests.</summary>
public sealed class Values_of_any_type_cross(SandboxFixture sandboxes) : IClassFixture<SandboxFixture>
{
    private const string CppSolution = """
        #include <boost/any.hpp>
        #include <any>
        #include <list>
        #include <string>
        #include <string_view>
        #include <vector>
        using namespace std;
        vector<int> integers(list<boost::any> values) {
            vector<int> found;
            for (auto& v : values) if (v.type() == typeid(int)) found.push_back(boost::any_cast<int>(v));
            return found;
        }
        std::any longer(std::any a, std::any b) { return any_cast<string>(a).size() > any_cast<string>(b).size() ? a : b; }
        int length(string_view text, const char* more) { return text.size() + string(more).size(); }
        """;

    private const string CppTests = """
        #undef NDEBUG
        #include <assert.h>
        int main() {
            assert (integers({4, {}, 23.2, 9, string("x"), 'c', true}) == vector<int>({4, 9}));
            assert (integers({}).empty());
            assert (any_cast<string>(longer(string("ab"), string("c"))) == "ab");
            assert (length("ab", "c") == 3);
        }
        """;

    private const string RustSolution = """
        use std::any::Any;
        fn main() {}
        fn integers(values: Vec<Box<dyn Any>>) -> Vec<i32> { values.iter().filter_map(|v| v.downcast_ref::<i32>().copied()).collect() }
        fn is_text(value: &dyn Any) -> bool { value.is::<&str>() || value.is::<String>() }
        """;

    private const string RustTests = """
        #[cfg(test)]
        mod tests {
            use super::*;
            #[test]
            fn test_all() {
                let empty: Vec<Box<dyn Any>> = vec![];
                assert_eq!(integers(vec![Box::new(4), Box::new(empty), Box::new(23.2), Box::new(9), Box::new(String::from("x")), Box::new('c')]), vec![4, 9]);
                assert!(is_text(&"x"));
                assert!(!is_text(&1));
            }
        }
        """;

    private const string JavaSolution = "class Solution { public Object later(Object a, Object b) { return b; } public String word() { return new String(\"ab\"); } }";

    private const string JavaTests = """
        public class Main {
            public static void main(String[] args) {
                Solution s = new Solution();
                if (s.later(1, "2,3") != "2,3" || (int) s.later("x", 5) != 5 || s.word() != "ab") throw new AssertionError();
            }
        }
        """;

    [Theory]
    [InlineData("cpp", CppSolution, CppTests, "integers")]
    [InlineData("rust", RustSolution, RustTests, "integers")]
    [InlineData("java", JavaSolution, JavaTests, "later")]
    public async Task Between_the_processes(string language, string solution, string tests, string entryPoint)
    {
        var code = new TestCode(tests, entryPoint) { Style = TestStyle.File };
        var result = await sandboxes.Sandbox.TestAsync(new SourceProgram(language, solution), code, SandboxFixture.Limits, TestContext.Current.CancellationToken);
        Assert.Equal((RunOutcome.Finished, null), (result.Run.Outcome, result.Run.Error));
        Assert.NotEmpty(result.Parts);
        Assert.All(result.Parts, part => Assert.Null(part.Failure));
    }

    [Fact]
    public async Task A_whole_program_may_be_of_the_newer_standard()
    {
        const string Source = "#include <iostream>\n#include <span>\n#include <vector>\nint main() { std::vector<int> v{1, 2}; std::span s(v); std::cout << s.size(); }\n";
        var run = await sandboxes.Sandbox.RunAsync(new SourceProgram("cpp", Source), [new ProgramInput("", [])], SandboxFixture.Limits, TestContext.Current.CancellationToken)
            .FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal("2", run.Stdout);
    }
}
