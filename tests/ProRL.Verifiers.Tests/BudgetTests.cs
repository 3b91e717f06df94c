namespace ProRL.Verifiers.Tests;

public sealed class BudgetTests
{
    [Fact]
    public void A_budget_of_three_steps_allows_three()
    {
        var budget = new Budget(3);
        budget.Spend(2);
        budget.Spend();
        Assert.Equal(3, budget.Spent);
        Assert.Throws<BudgetExhaustedException>(() => budget.Spend());
    }

    [Fact]
    public void A_budget_without_steps_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Budget(0));
    }
}
