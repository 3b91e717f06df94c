using ProRL.Verifiers.Puzzles;

namespace ProRL.Verifiers.Tests.Puzzles;

public sealed class GridTests
{
    private static readonly int[] Cells = [3, 1, 2, 4, 2, 4, 3, 1, 1, 3, 4, 2, 4, 2, 1, 3];

    [Theory]
    [InlineData("3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 3")]
    [InlineData("3124\r\n2431\r\n1342\r\n4213\r\n")]
    [InlineData("[[3, 1, 2, 4], [2, 4, 3, 1], [1, 3, 4, 2], [4, 2, 1, 3]]")]
    [InlineData("```\n3 1 | 2 4\n2 4 | 3 1\n----+----\n1 3 | 4 2\n4 2 | 1 3\n```")]
    [InlineData("3124 2431 1342 4213")]
    public void A_square_of_digits_is_read_in_any_usual_layout(string text)
    {
        Assert.Equal(Cells, DigitGrid.Read(text, 4, new Budget(1000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3 1 2 4")]
    [InlineData("3 1 2\n4 2 4\n3 1 1\n3 4 2\n4 2 1\n3")]
    [InlineData("3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 3\n3 1 2 4")]
    [InlineData("3 1 2 4\n2 4 3 11 3 4 2\n4 2 1 3")]
    [InlineData("3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 0")]
    [InlineData("3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 5")]
    [InlineData("Solution:\n3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 3")]
    [InlineData("-3 1 2 4\n2 4 3 1\n1 3 4 2\n4 2 1 3")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Null(DigitGrid.Read(text, 4, new Budget(1000)));
    }

    [Fact]
    public void An_empty_square_of_four_can_be_filled_in_288_ways()
    {
        var solutions = Sudoku.Solve(new int[16], 2, int.MaxValue, new Budget(1_000_000));
        Assert.Equal(288, solutions.Count);
        Assert.All(solutions, s => Assert.True(Sudoku.IsSolved(s, 2)));
    }

    [Fact]
    public void A_clash_among_the_given_numbers_has_no_solution()
    {
        Assert.Empty(Sudoku.Solve([1, 1, .. new int[14]], 2, 2, new Budget(1000)));
        Assert.False(Sudoku.IsSolved([1, 1, .. Cells[2..]], 2));
        Assert.False(Sudoku.IsSolved(new int[16], 2));
    }

    [Fact]
    public void A_shortest_path_goes_around_what_is_blocked()
    {
        var grid = new GridPath(["*XO", "OX#", "OOO"]);
        Assert.Equal(["down", "down", "right", "right", "up"], grid.Shortest()!);
        Assert.True(grid.Walk([1, 1, 3, 3, 0]));
        Assert.False(grid.Walk([1]));
        Assert.Null(grid.Walk([3]));
        Assert.Null(grid.Walk([0]));
        Assert.Null(new GridPath(["*X#"]).Shortest());
    }

    [Theory]
    [InlineData("*O,O#O")]
    [InlineData("OO")]
    [InlineData("*#*")]
    [InlineData("*#?")]
    [InlineData("")]
    public void What_is_no_grid_with_a_start_and_a_goal_is_refused(string rows)
    {
        Assert.Throws<ArgumentException>(() => new GridPath(rows.Split(',').Append(rows.Contains(',') ? "O" : rows[..0]).Where(r => r.Length > 0).ToArray()));
    }
}
