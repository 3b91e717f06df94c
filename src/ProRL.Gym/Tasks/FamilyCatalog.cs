using System.Collections.Frozen;
using ProRL.Gym.Datasets;
using ProRL.Gym.Families.Algebra;
using ProRL.Gym.Families.Algorithmic;
using ProRL.Gym.Families.Arc;
using ProRL.Gym.Families.Arithmetic;
using ProRL.Gym.Families.Code;
using ProRL.Gym.Families.Cognition;
using ProRL.Gym.Families.Games;
using ProRL.Gym.Families.Geometry;
using ProRL.Gym.Families.Graphs;
using ProRL.Gym.Families.Induction;
using ProRL.Gym.Families.Logic;
using ProRL.Gym.Families.Probability;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.JavaScript;

namespace ProRL.Gym.Tasks;

/// <summary>All families by id.</summary>
public sealed class FamilyCatalog
{
    private readonly FrozenDictionary<string, ITaskFamily> _families;

    /// <exception cref="ArgumentException">Two families have the same id.</exception>
    public FamilyCatalog(IEnumerable<ITaskFamily> families) =>
        _families = families.ToFrozenDictionary(f => f.Info.Id, StringComparer.Ordinal);

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<ITaskFamily> All => _families.Values.OrderBy(f => f.Info.Id, StringComparer.Ordinal);

    /// <summary>The family with this id.</summary>
    /// <exception cref="TaskFormatException">There is none; the message names the nearest.</exception>
    public ITaskFamily this[string id] => _families.TryGetValue(id, out var family)
        ? family
        : throw new TaskFormatException($"There is no family '{Datasets.TaskRow.Shorten(id)}'; did you mean '{Nearest(id)}'?");

    /// <summary>The families of this library, with no sandbox but the one for JavaScript in this process.</summary>
    public static FamilyCatalog BuiltIn() => BuiltIn(new SandboxSet(new JavaScriptSandbox(JavaScriptLimits.ForExercises())));

    /// <summary>The families of this library, with no other data than what is bundled.</summary>
    public static FamilyCatalog BuiltIn(SandboxSet sandboxes) => BuiltIn(sandboxes, DataFolder.None);

    /// <summary>The families of this library, a line each.</summary>
    public static FamilyCatalog BuiltIn(SandboxSet sandboxes, DataFolder data) => new(
    [
        new ComplexArithmetic(),
        new IntermediateIntegration(),
        new PolynomialEquations(),
        new PolynomialMultiplication(),
        new SimpleEquations(),
        new SimpleIntegration(),
        new Ab(),
        new BaseConversion(),
        new BinaryAlternation(),
        new BinaryMatrix(),
        new CaesarCipher(),
        new CountPrimes(),
        new Cryptarithm(),
        new GameOfLife(),
        new GameOfLifeHalting(),
        new GraphColor(),
        new GroupAnagrams(),
        new IsomorphicStrings(),
        new Jugs(),
        new LetterCounting(),
        new LetterJumble(),
        new ManipulateMatrix(),
        new NumberFiltering(),
        new NumberSorting(),
        new PalindromeGeneration(),
        new PalindromePartitioning(),
        new PoolMatrix(),
        new RansomNote(),
        new RotateMatrix(),
        new RottenOranges(),
        new SentenceReordering(),
        new SpellBackward(),
        new SpiralMatrix(),
        new StringInsertion(),
        new StringManipulation(),
        new StringSplitting(),
        new StringSynthesis(),
        new WordLadder(),
        new WordSequenceReversal(),
        new WordSorting(),
        new Arc1d(),
        new ArcAgi(data),
        new Rearc(),
        new BasicArithmetic(),
        new BitwiseArithmetic(),
        new CalendarArithmetic(),
        new ChainSum(),
        new CountBits(),
        new DecimalArithmetic(),
        new DecimalChainSum(),
        new Dice(),
        new FractionSimplification(),
        new Gcd(),
        new GsmSymbolic(),
        new Lcm(),
        new LegCounting(),
        new NumberFormat(),
        new PowerFunction(),
        new PrimeFactorization(),
        new Products(),
        new TimeIntervals(),
        new Bf(),
        new Codeio(data),
        new Program(sandboxes),
        new SmallFunctions(sandboxes),
        new ColorCubeRotation(),
        new FigletFont(),
        new ModuloGrid(),
        new NeedleHaystack(),
        new NumberSequence(),
        new RectangleCount(),
        new RubiksCubes(),
        new BoxNet(),
        new BullsAndCows(),
        new Countdown(),
        new EmojiMystery(),
        new Futoshiki(),
        new Kakurasu(),
        new KnightSwap(),
        new MahjongPuzzle(),
        new Maze(),
        new MiniSudoku(),
        new NQueens(),
        new Puzzle24(),
        new RushHour(),
        new Sokoban(),
        new Sudoku(),
        new Survo(),
        new TowerOfHanoi(),
        new Tsumego(),
        new AdvancedGeometry(),
        new SimpleGeometry(),
        new CourseSchedule(),
        new FamilyRelationships(),
        new LargestIsland(),
        new PathStar(),
        new QuantumLock(),
        new ShortestPath(),
        new Acre(),
        new ListFunctions(),
        new Aiw(),
        new CircuitLogic(),
        new KnightsKnaves(),
        new PropositionalLogic(),
        new SelfReference(),
        new Syllogism(),
        new ZebraPuzzles(),
        new Families.Mathematics.Answer(),
        new CoinFlip(),
        new Families.Stem.Choice(),
        new Families.Stem.Quantity(),
    ]);

    /// <summary>These families and others.</summary>
    /// <exception cref="TaskFormatException">One of the others has the id of one of these.</exception>
    public FamilyCatalog With(IReadOnlyList<ITaskFamily> others) => others switch
    {
        [] => this,
        _ when others.FirstOrDefault(f => _families.ContainsKey(f.Info.Id)) is { } twice => throw new TaskFormatException($"The plugin's family {twice.Info.Id} has the id of one that is there already; choose another name, or the next -vN."),
        _ => new FamilyCatalog(_families.Values.Concat(others)),
    };

    private string Nearest(string id)
    {
        var name = id.Length > 100 ? id[..100] : id;
        return _families.Keys.OrderBy(known => Distance(name, known)).ThenBy(known => known, StringComparer.Ordinal).First();
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
