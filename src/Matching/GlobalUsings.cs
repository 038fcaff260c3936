global using Yihe.Kernel.Working;
