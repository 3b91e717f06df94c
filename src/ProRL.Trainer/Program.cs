using ProRL.Trainer.Commands;

return new TrainCli(Console.Out, Console.Error).Run(args);
